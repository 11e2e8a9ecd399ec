/** How statements and transactions run on a `pg` pool. */
import type { Client, Pool, PoolClient, QueryResult } from 'pg'
import { Busy, DatabaseError } from '../errors.ts'
import { type Executor, internalsOf } from '../handle.ts'
import { type Deadline, millisecondsUntil } from '../retry.ts'
import { adoptPostgres } from './postgres-adopt.ts'
import { besidePool } from './postgres-beside.ts'
import { normalisePostgresError } from './postgres-errors.ts'
import { executorOfClient } from './postgres-executor.ts'
import { CHANNEL, listenForNotices } from './postgres-listen.ts'
import type { Queue } from './queue.ts'
import type { Engine } from './storage.ts'

/** With a `queue`, transactions begin when it lets them. */
export function createPoolEngine(
  pool: () => Promise<Pool>,
  close: () => Promise<void>,
  queue?: Queue,
): Engine<PoolClient> {
  const beside = besidePool(pool)
  return {
    dialect: 'postgres',
    concurrentWriters: true,
    normalise: normalisePostgresError,
    autocommit: async () => executorOfClient(await pool()),
    async transact(work, { deadline, inside }) {
      if (inside) return transactOn(await beside.pool(), deadline, work)
      const begin = async () => transactOn(await pool(), deadline, work)
      return queue ? queue.run(begin, deadline) : begin()
    },
    adopt: adoptPostgres,
    announce: (db) => internalsOf(db).execute(`select pg_notify('${CHANNEL}', '')`),
    listen: (wake) => listenForNotices(async () => clientLike(await pool()), wake),
    async close() {
      await beside.end()
      await close()
    },
  }
}

/** One transaction on a connection of the pool. */
export async function transactOn<T>(
  pool: Pool,
  deadline: Deadline,
  work: (executor: Executor, client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await take(pool, deadline)
  let broken: Error | undefined
  const noteBroken = (error: Error) => {
    broken = error
  }
  client.on('error', noteBroken)
  try {
    await control(client, 'begin isolation level read committed')
    const result = await work(executorOfClient(client), client)
    await commit(client)
    return result
  } catch (error) {
    await client.query('rollback').catch(noteBroken)
    throw error
  } finally {
    client.off('error', noteBroken)
    client.release(broken)
  }
}

/** A client of the pool; gives up at the deadline, since transactions may be waiting in a circle. */
async function take(pool: Pool, deadline: Deadline): Promise<PoolClient> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, millisecondsUntil(deadline))
  })
  const connecting = pool.connect()
  try {
    const client = await Promise.race([connecting, timeout])
    if (client) return client
  } catch (error) {
    throw normalisePostgresError(error)
  } finally {
    clearTimeout(timer)
  }
  connecting.then((late) => late.release()).catch(() => undefined)
  throw new Busy('No connection of the pool became free in time. Try again.')
}

/** Postgres answers the end of a failed transaction with `ROLLBACK`, and with no error. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await control(client, 'commit')
  if (command !== 'COMMIT') throw nothingCommitted()
}

export function nothingCommitted(cause?: unknown): DatabaseError {
  return new DatabaseError(
    'Nothing was committed: a statement of this transaction had failed, and its error was caught. Put what may fail under a savepoint.',
    { cause },
  )
}

async function control(client: PoolClient, text: string): Promise<QueryResult> {
  try {
    return await client.query(text)
  } catch (error) {
    throw normalisePostgresError(error)
  }
}

/** A connection like those of the pool, but not one of them. */
function clientLike(pool: Pool): Client {
  const { Client, options } = pool as Pool & { Client: typeof import('pg').Client }
  return new Client({ ...options, password: options.password, keepAlive: true })
}
