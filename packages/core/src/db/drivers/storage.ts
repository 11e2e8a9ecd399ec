/** The `Storage` over either engine: joining, retrying, adopting. */
import { DatabaseError } from '../errors.ts'
import { createDatabase, type Executor, internalsOf, type Target } from '../handle.ts'
import { type Deadline, deadlineIn, isConflict, retry } from '../retry.ts'
import type { Database, DialectName, Storage, TransactionOptions } from '../types.ts'
import { createScopes } from './scope.ts'
import { sharedListening } from './shared-listening.ts'
import { createTransaction, type Transaction, transactionOf } from './transaction.ts'

interface BeginOptions {
  readonly deadline: Deadline
  readonly schemaChange: boolean
  /** It begins inside another transaction, so it must not wait for that one's connection. */
  readonly inside: boolean
  /** The host runs statements of its own in it. */
  readonly adopted: boolean
}

/** An open transaction of the host: its connection, and whether it is still open. */
export interface Foreign {
  readonly executor: Executor
  readonly isOpen?: () => boolean
}

/** What differs between the databases. */
export interface Engine<Host> {
  readonly dialect: DialectName
  /** Whether a second transaction can write while one is open. */
  readonly concurrentWriters: boolean
  /** Says what an error of the driver means; other errors pass. */
  normalise(error: unknown): unknown
  /** Where statements outside a transaction run. */
  autocommit(): Executor | Promise<Executor>
  /** Begins, calls `work` once, and commits, or rolls back if it throws. */
  transact<T>(
    work: (executor: Executor, host: Host) => Promise<T>,
    options: BeginOptions,
  ): Promise<T>
  /** Recognises a transaction that the host began by itself; throws a sentence if it can't be one. */
  adopt(host: unknown): Foreign
  announce(db: Database): Promise<void>
  listen(wake: () => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

export function createStorage<Host>(engine: Engine<Host>): Storage<Host> {
  const { dialect } = engine
  const normalise = (error: unknown) => engine.normalise(unwrap(error))
  const scopes = createScopes()
  const { refuseLate } = scopes
  const handedOut = new WeakMap<object, Transaction>()
  let closing: Promise<void> | undefined

  async function normalised<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw normalise(error)
    }
  }

  async function target(): Promise<Target> {
    const scope = scopes.current()
    if (scope) return scope.transaction
    const executor = await engine.autocommit()
    return { executor, run: (statement) => retry(() => normalised(statement), deadlineIn()) }
  }

  /** One attempt: begin, work, commit. */
  function attempt<T>(
    work: (transaction: Transaction, host: Host) => Promise<T>,
    options: BeginOptions,
  ): Promise<T> {
    return engine.transact(async (executor, host) => {
      const { adopted } = options
      const transaction = createTransaction({ dialect, executor, adopted, normalise, refuseLate })
      try {
        const result = await scopes.within(transaction, () => work(transaction, host))
        await transaction.end()
        if (transaction.failure()) throw transaction.failure()
        return result
      } catch (error) {
        await transaction.end()
        // A conflict that `work` turned into an error of its own is still worth another attempt.
        throw isConflict(transaction.failure()) ? transaction.failure() : error
      }
    }, options)
  }

  function owner(db: Database): Transaction {
    const transaction = transactionOf(db)
    if (!transaction) throw new DatabaseError('This needs the database handle of a transaction.')
    return transaction
  }

  return {
    dialect,
    db: createDatabase(dialect, target),
    async transaction<T>(work: (db: Database) => Promise<T>, options: TransactionOptions = {}) {
      const scope = scopes.current()
      const joins = scope && !(options.separate && engine.concurrentWriters)
      if (joins) return work(scope.transaction.db)
      const begin = {
        deadline: deadlineIn(options.retryFor),
        schemaChange: options.schemaChange ?? false,
        inside: scope !== undefined,
        adopted: false,
      }
      return retry(() => attempt((transaction) => work(transaction.db), begin), begin.deadline)
    },
    savepoint: async (db, work) => scopes.savepoint(owner(db), work),
    requireOpen: (db) => owner(db).requireOpen(),
    abandon: (reason) => scopes.abandon(reason),
    within: async (db, work) => scopes.within(owner(db), work),
    async hostTransaction(work, options = {}) {
      const begin = {
        deadline: deadlineIn(options.retryFor),
        schemaChange: false,
        inside: false,
        adopted: true,
      }
      return attempt((transaction, host) => {
        handedOut.set(host as object, transaction)
        return work(host)
      }, begin)
    },
    adopt(host) {
      const ours = isObject(host) ? handedOut.get(host) : undefined
      if (ours?.isOpen()) return ours.db
      const foreign = engine.adopt(host)
      return createTransaction({ dialect, normalise, refuseLate, adopted: true, ...foreign }).db
    },
    isAdopted: (db) => transactionOf(db)?.adopted ?? false,
    execute: (db, sql) => internalsOf(db).execute(sql),
    announce: (db) => engine.announce(db),
    listen: sharedListening((wake) => engine.listen(wake)),
    async close() {
      if (scopes.current()) throw new DatabaseError('Close the storage outside its transactions.')
      closing ??= engine.close()
      return closing
    },
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Drizzle's error holds the driver's, and puts parameters into its message that don't belong in a log. */
function unwrap(error: unknown): unknown {
  const isDrizzles = error instanceof Error && 'query' in error && 'params' in error
  return isDrizzles && error.cause ? error.cause : error
}
