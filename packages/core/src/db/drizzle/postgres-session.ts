/** Drizzle's sessions for Postgres: ours over a `pg` client, and those of the host's own databases. */
import type { Query } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { ClientBase, Pool } from 'pg'
import type { Session } from './session.ts'

/** What tells the clients of the drivers apart. */
export interface DriverClient {
  /** PGlite */
  exec?(text: string): Promise<unknown>
  /** postgres.js */
  unsafe?(text: string): Promise<unknown>
  /** pg */
  query?(text: string): Promise<unknown>
  /** A pool of pg. */
  readonly totalCount?: number
}

interface HostSession extends Session {
  readonly client?: DriverClient
}

/** Loads drizzle's driver when needed, because it imports `pg`, which not every host has. */
export async function nodePostgresSession(client: ClientBase | Pool): Promise<Session> {
  const { NodePgSession } = await import('drizzle-orm/node-postgres')
  return new NodePgSession(client as Pool, new PgDialect(), undefined) as unknown as Session
}

/** The session of a drizzle database or transaction; undefined for anything else. */
export function sessionOf(drizzle: unknown): Session | undefined {
  const { session } = (drizzle ?? {}) as { session?: Session }
  return typeof session?.prepareQuery === 'function' ? session : undefined
}

/** The client that the host gave to drizzle, or the one that drizzle began a transaction on. */
export function clientOf(session: Session): DriverClient | undefined {
  return (session as HostSession).client
}

/** Runs a query and gives the driver's own result. */
export async function resultOf(session: Session, query: Query): Promise<unknown> {
  return session.prepareQuery(query, undefined, undefined, false).execute?.()
}

/** Runs a query and gives its rows as arrays, in the order of the selection. */
export async function arraysOf(session: Session, query: Query): Promise<unknown[][]> {
  const statement = session.prepareQuery(query, undefined, undefined, true, asTheyAre)
  return (await statement.execute?.()) as unknown[][]
}

/** What drizzle would map to fields. */
function asTheyAre(rows: unknown[][]): unknown[][] {
  return rows
}
