/** What the code in docs/ refers to without declaring it: text, so that it is global nowhere else. */
export const docsGlobals = `
import type { DatabaseSync } from 'node:sqlite'
import type { Actor, Helpdesk, HelpdeskOptions, Person, Storage } from '@deskhand/core'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Hono } from 'hono'
import type { Pool } from 'pg'

declare global {
  const createHelpdesk: typeof import('@deskhand/core').createHelpdesk
  const helpdesk: Helpdesk
  const app: Hono
  const database: Storage
  const secret: string
  const oldSecret: string
  const newSecret: string
  const authenticate: HelpdeskOptions['authenticate']
  const ada: Actor
  const root: Actor
  const users: readonly Person[]

  // The host's own.
  const pool: Pool
  const drizzle: NodePgDatabase
  const connection: DatabaseSync
  const orders: PgTable & { $inferInsert: { id: string } }
  function sessionUser(
    request: Request,
  ): Promise<{ id: string; name: string; isStaff: boolean } | null>
  function tenantOf(request: Request): string
  function newToken(options: { force: boolean }): Promise<string>
  function counter(name: string, labels: object): { add(by: number): void }
  function histogram(name: string, labels: object): { record(ms: number): void }
}
`
