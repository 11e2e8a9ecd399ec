/** `postgres()`: for hosts on Postgres, or on more than one machine. */
import { createRequire } from 'node:module'
import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import { checkOptions } from '../../kit/check-options.ts'
import { count, withMethods } from '../../kit/option-schemas.ts'
import { DatabaseError } from '../errors.ts'
import type { Storage } from '../types.ts'
import { createDrizzleEngine, type DrizzleDatabase } from './postgres-drizzle.ts'
import { createPoolEngine } from './postgres-pool.ts'
import { queueFor } from './postgres-share.ts'
import { createStorage } from './storage.ts'

export type { DrizzleDatabase }

export interface PostgresUrlOptions {
  /** `postgres://user:password@host:5432/database`. The pool made for it is closed with the helpdesk. */
  readonly url: string
  /** Connections at most. Default 10. */
  readonly max?: number
}

export interface PostgresPoolOptions {
  /**
   * The host's own pool of `pg`, of at least two connections, left open at the end. Transactions of
   * the helpdesk never take all of it.
   */
  readonly pool: Pool
}

export interface PostgresDrizzleOptions<Transaction> {
  /** The host's own drizzle database. Other processes' work is noticed by a slow poll only. */
  readonly drizzle: DrizzleDatabase<Transaction>
}

const CONNECT_TIMEOUT = 10_000

/**
 * A Postgres database: a URL, the host's pool, or the host's drizzle database.
 *
 * @example
 * createHelpdesk({ database: postgres({ url: process.env.DATABASE_URL }), … })
 */
export function postgres(options: PostgresUrlOptions | PostgresPoolOptions): Storage<PoolClient>
export function postgres<Transaction>(
  options: PostgresDrizzleOptions<Transaction>,
): Storage<Transaction>
export function postgres<Transaction>(
  options: PostgresUrlOptions | PostgresPoolOptions | PostgresDrizzleOptions<Transaction>,
): Storage<PoolClient> | Storage<Transaction> {
  if ('drizzle' in Object(options)) {
    const { drizzle } = checkOptions('postgres({ drizzle })', drizzleOptions, options)
    return createStorage(createDrizzleEngine(drizzle as DrizzleDatabase<Transaction>))
  }
  if ('pool' in Object(options)) {
    const { pool } = checkOptions('postgres({ pool })', poolOptions, options)
    return createStorage(
      createPoolEngine(
        async () => pool,
        async () => {},
        queueFor(pool),
      ),
    )
  }
  return createStorage(overUrl(checkOptions('postgres({ url })', urlOptions, options)))
}

const drizzleOptions = z.strictObject({
  drizzle: withMethods<DrizzleDatabase>(
    ['transaction'],
    'It must be a database made by drizzle() for Postgres.',
  ),
})

const poolOptions = z.strictObject({
  pool: z.custom<Pool>((value) => {
    const { connect, totalCount } = (value ?? {}) as Partial<Pool>
    return typeof connect === 'function' && totalCount !== undefined
  }, 'It must be a Pool of pg.'),
})

const urlAdvice =
  'It must be text such as "postgres://user:password@host:5432/database". If it comes from the environment, see whether it is set there.'
const urlOptions = z.strictObject(
  {
    url: z.string(urlAdvice).min(1, urlAdvice),
    max: count().default(10),
  },
  'Write postgres({ url: process.env.DATABASE_URL }), postgres({ pool }) or postgres({ drizzle }).',
)

function overUrl({ url, max }: Required<PostgresUrlOptions>) {
  requirePg()
  let connecting: Promise<Pool> | undefined
  let closed = false

  async function connect(): Promise<Pool> {
    const { default: pg } = await import('pg')
    const pool = new pg.Pool({
      connectionString: url,
      max,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      application_name: 'deskhand',
    })
    // An idle connection was cut; the pool has dropped it and opens another when one is needed.
    pool.on('error', () => {})
    return pool
  }

  return createPoolEngine(
    async () => {
      if (closed) throw new DatabaseError('This storage is closed.')
      connecting ??= connect()
      return connecting
    },
    async () => {
      closed = true
      await (await connecting)?.end()
    },
  )
}

/** Fails when the host starts, not at its first query. */
function requirePg() {
  try {
    createRequire(import.meta.url).resolve('pg')
  } catch (cause) {
    throw new DatabaseError('postgres({ url }) needs the package pg: npm install pg', { cause })
  }
}
