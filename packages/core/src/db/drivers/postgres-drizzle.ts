/** How statements and transactions run on a drizzle database of the host, whatever its driver. */
import type { Pool } from 'pg'
import { clientOf, sessionOf } from '../drizzle/postgres-session.ts'
import type { Session } from '../drizzle/session.ts'
import { DatabaseError } from '../errors.ts'
import { type Executor, internalsOf } from '../handle.ts'
import { adoptPostgres } from './postgres-adopt.ts'
import { besidePool } from './postgres-beside.ts'
import { normalisePostgresError } from './postgres-errors.ts'
import { executorOfSession } from './postgres-executor.ts'
import { CHANNEL } from './postgres-listen.ts'
import { nothingCommitted, transactOn } from './postgres-pool.ts'
import { queueFor } from './postgres-share.ts'
import type { Engine } from './storage.ts'

/** Any of drizzle's Postgres databases that have interactive transactions. */
export interface DrizzleDatabase<Transaction = unknown> {
  transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    config?: { isolationLevel?: 'read committed' },
  ): Promise<T>
}

export function createDrizzleEngine<Transaction>(
  drizzle: DrizzleDatabase<Transaction>,
): Engine<Transaction> {
  const session = sessionOf(drizzle)
  if (!session) {
    throw new DatabaseError(
      'postgres({ drizzle }) needs a database made by drizzle() for Postgres.',
    )
  }
  const client = clientOf(session)
  const isPool = client?.totalCount !== undefined
  if (client?.query && !client.exec && !isPool) {
    throw new DatabaseError(
      'postgres({ drizzle }) needs a pool, drizzle(new Pool(…)): transactions that share one client would end each other.',
    )
  }
  const pool = client as unknown as Pool
  const beside = besidePool(async () => pool)
  const queue = isPool ? queueFor(pool) : undefined

  async function transact<T>(
    work: (executor: Executor, transaction: Transaction) => Promise<T>,
    adopted: boolean,
  ): Promise<T> {
    let failure: { readonly error: unknown } | undefined
    try {
      return await drizzle.transaction(
        async (transaction) => {
          try {
            const executor = executorOfSession(sessionOf(transaction) as Session)
            const result = await work(executor, transaction)
            if (adopted) await requireUnfailed(executor)
            return result
          } catch (error) {
            failure = { error }
            throw error
          }
        },
        { isolationLevel: 'read committed' },
      )
    } catch (error) {
      throw failure ? failure.error : normalisePostgresError(error)
    }
  }

  return {
    dialect: 'postgres',
    // PGlite has one connection, and other drivers may as well.
    concurrentWriters: isPool,
    normalise: normalisePostgresError,
    autocommit: () => executorOfSession(session),
    async transact(work, { deadline, inside, adopted }) {
      // Only with a pool does anything begin inside; what does is handed no transaction of drizzle's.
      if (inside) {
        const one = await beside.pool()
        return transactOn(one, deadline, (executor) => work(executor, undefined as Transaction))
      }
      const begin = () => transact(work, adopted)
      return queue ? queue.run(begin, deadline) : begin()
    },
    adopt: adoptPostgres,
    announce: (db) => internalsOf(db).execute(`select pg_notify('${CHANNEL}', '')`),
    // Only a connection of its own could hear notices; the slow poll is left.
    listen: async () => async () => {},
    close: () => beside.end(),
  }
}

/** Drizzle does not look at how the commit went: a failed transaction is rolled back without an error. */
async function requireUnfailed(executor: Executor): Promise<void> {
  try {
    await executor.execute('select 1')
  } catch (cause) {
    throw nothingCommitted(cause)
  }
}
