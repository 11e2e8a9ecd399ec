/** Drizzle's sessions for Postgres: our own for a `pg` client, and those of the host's drizzle databases. */
import type { Query } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { ClientBase, Pool } from 'pg'
import type { Session } from './session.ts'

/** The methods by which the clients of the drivers differ. */
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

/** Loads drizzle's driver lazily, because it imports `pg`, which not every host has. */
export async function nodePostgresSession(client: ClientBase | Pool): Promise<Session> {
  const { NodePgSession } = await import('drizzle-orm/node-postgres')
  return new NodePgSession(client as Pool, new PgDialect(), undefined) as unknown as Session
}

/** The session of a drizzle database or transaction, or `undefined` for anything else. */
export function sessionOf(drizzle: unknown): Session | undefined {
  const { session } = (drizzle ?? {}) as { session?: Session }
  return typeof session?.prepareQuery === 'function' ? session : undefined
}

/** The client that the host gave to drizzle. In a transaction, the client that the transaction runs on. */
export function clientOf(session: Session): DriverClient | undefined {
  return (session as HostSession).client
}

/** Runs a query and returns the result of the driver. */
export async function resultOf(session: Session, query: Query): Promise<unknown> {
  return session.prepareQuery(query, undefined, undefined, false).execute?.()
}

/** Runs a query and returns its rows as arrays, in the order of the selection. */
export async function arraysOf(session: Session, query: Query): Promise<unknown[][]> {
  const statement = session.prepareQuery(query, undefined, undefined, true, unmapped)
  return (await statement.execute?.()) as unknown[][]
}

/** Replaces drizzle's mapping of rows to fields. */
function unmapped(rows: unknown[][]): unknown[][] {
  return rows
}
