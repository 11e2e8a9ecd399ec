/** How statements and transactions run on SQLite: one writer behind a queue, a reader beside it. */
import type { DatabaseSync } from 'node:sqlite'
import { sqliteSession } from '../drizzle/sqlite-session.ts'
import { Busy, DatabaseError, ForeignKeyViolation } from '../errors.ts'
import type { Executor } from '../handle.ts'
import { type Deadline, deadlineIn, retry } from '../retry.ts'
import { createQueue } from './queue.ts'
import type { Connection, RunStatement } from './sqlite-connection.ts'
import { createTurns, LONGEST_WAIT } from './sqlite-turns.ts'
import { pauseIfDue } from './sqlite-yield.ts'
import type { Engine } from './storage.ts'

const POLL_INTERVAL = 250

/** A statement that can run on the read-only connection. `with` may introduce a write. */
const READ = /^\s*(select|values|explain|with\b(?!.*\b(insert|update|delete|replace)\b))/is

/** An open transaction of `sqlite()`; the host's own SQL joins it through `database`. */
export interface SqliteTransaction {
  readonly database: DatabaseSync
}

export interface Connections {
  readonly writer: Connection
  /** The host runs statements of its own on the writer. */
  readonly isShared: boolean
  /** Sets the connections up and gives the one to read from, which may be the writer. */
  prepare(): Promise<Connection>
  close(): void
}

export function createSqliteEngine(connections: Connections): Engine<SqliteTransaction> {
  const { writer, isShared } = connections
  const { database } = writer
  const queue = createQueue()
  const turns = createTurns(queue, () => versionIfFree(writer))
  let preparing: Promise<Connection> | undefined
  let transactionIsOurs = false
  let closed = false

  function refuseIfClosed() {
    if (closed) throw new DatabaseError('This storage is closed.')
  }

  function prepared(): Promise<Connection> {
    refuseIfClosed()
    preparing ??= connections.prepare().catch((error) => {
      preparing = undefined
      throw error
    })
    return preparing
  }

  const isInHostTransaction = () => database.isTransaction && !transactionIsOurs

  /** On a shared connection, what the host writes during a pause would join the open transaction. */
  function pause(): Promise<void> | undefined {
    return isShared && database.isTransaction ? undefined : pauseIfDue()
  }

  /** Checks the time last, so that no other statement runs between the check and this one. */
  async function afterPauses<T>(statement: () => T): Promise<T> {
    for (let turn = pause(); turn; turn = pause()) await turn
    return statement()
  }

  /** Runs on the writer when neither another process nor the host is in a transaction. */
  function whenFree<T>(statement: () => T, deadline: Deadline): Promise<T> {
    const ifFree = () => {
      refuseIfClosed()
      if (database.isTransaction) {
        throw new Busy('The host has a transaction open on the shared connection. Try again.')
      }
      return statement()
    }
    return retry(() => afterPauses(ifFree), deadline, LONGEST_WAIT)
  }

  function write<T>(statement: () => T): Promise<T> {
    const deadline = deadlineIn()
    return turns.run(() => whenFree(statement, deadline), deadline)
  }

  async function read<T>(statement: (connection: Connection) => T): Promise<T> {
    const reader = await prepared()
    const deadline = deadlineIn()
    const paused = () =>
      afterPauses(() => {
        refuseIfClosed()
        return statement(reader)
      })
    return retry(() => {
      if (reader !== writer) return paused()
      // It cannot wait for its turn behind a transaction of ours that waits for the host's to end.
      return isInHostTransaction() ? statement(reader) : queue.run(paused, deadline)
    }, deadline)
  }

  const inTransaction = executorOver(
    (...statement) => afterPauses(() => writer.run(...statement)),
    (text) => afterPauses(() => writer.execute(text)),
  )

  const outside = executorOver(
    async (...statement) =>
      READ.test(statement[0])
        ? read((connection) => connection.run(...statement))
        : write(() => writer.run(...statement)),
    (text) => write(() => writer.execute(text)),
  )

  return {
    dialect: 'sqlite',
    concurrentWriters: false,
    normalise: (error) => error,
    async autocommit() {
      await prepared()
      return outside
    },
    async transact(work, { deadline, schemaChange }) {
      await prepared()
      // Dropping a table, as a rebuild does, would delete the rows that point to it. SQLite ignores the pragma inside a
      // transaction, and the host may use the connection, so it is set right before the beginning and after the end.
      const setForeignKeys = (to: 'on' | 'off') => {
        if (schemaChange) writer.execute(`pragma foreign_keys = ${to}`)
      }
      return turns.run(async () => {
        try {
          await whenFree(() => {
            setForeignKeys('off')
            try {
              writer.execute('begin immediate')
            } catch (error) {
              setForeignKeys('on')
              throw error
            }
            transactionIsOurs = true
          }, deadline)
          const result = await work(inTransaction, Object.freeze({ database }))
          if (schemaChange) checkForeignKeys(writer)
          await retry(() => {
            writer.execute('commit')
            setForeignKeys('on')
          }, deadline)
          return result
        } catch (error) {
          if (transactionIsOurs) {
            if (database.isTransaction) writer.execute('rollback')
            setForeignKeys('on')
          }
          throw error
        } finally {
          transactionIsOurs = false
        }
      }, deadline)
    },
    adopt(host) {
      if (host === database && isInHostTransaction()) {
        return { executor: inTransaction, isOpen: isInHostTransaction }
      }
      throw new DatabaseError(
        'This is no open transaction of this database. Use the handle that helpdesk.transaction() gives, inside it; or begin one on the connection that was passed to sqlite(), and pass that connection.',
      )
    },
    async announce() {},
    async listen(wake) {
      await prepared()
      let seen = versionIfFree(writer)
      const timer = setInterval(() => {
        const version = closed ? seen : versionIfFree(writer)
        if (version === undefined || version === seen) return
        seen = version
        wake()
      }, POLL_INTERVAL).unref()
      return async () => clearInterval(timer)
    },
    async close() {
      await queue.run(() => {
        closed = true
        connections.close()
      })
    },
  }
}

function executorOver(
  run: (...statement: Parameters<RunStatement>) => Promise<unknown[]>,
  execute: (text: string) => Promise<void>,
): Executor {
  const session = sqliteSession(run)
  return {
    session: () => session,
    rows: (query) => run(query.sql, query.params, 'objects') as Promise<object[]>,
    arrays: (query) => run(query.sql, query.params, 'arrays') as Promise<unknown[][]>,
    execute,
  }
}

function checkForeignKeys(connection: Connection): void {
  const [broken] = connection.run('pragma foreign_key_check', [], 'objects')
  if (!broken) return
  throw new ForeignKeyViolation(`Rows point to nothing: ${JSON.stringify(broken)}`)
}

/**
 * Nothing while another process has the file for itself, as when it repairs what one that died left.
 * This runs on a timer, where an error would end the host's process.
 */
function versionIfFree(connection: Connection): unknown {
  try {
    return dataVersion(connection)
  } catch {
    return undefined
  }
}

/** Changes when another connection has committed. */
function dataVersion(connection: Connection): unknown {
  const [row] = connection.run('pragma data_version', [], 'arrays') as unknown[][]
  return row?.[0]
}
