/** Walks over the tenants of the database. */
import { type SQL, sql } from 'drizzle-orm'
import { rows } from '../db/dialect.ts'
import type { Database } from '../db/types.ts'
import { events } from '../events/schema.ts'
import { tickets } from './schema.ts'

/**
 * Returns up to `limit` tenants that have tickets or events and come after `after`, in the order of their ids. `''`
 * comes before the first one. A skip scan: each tenant costs one lookup per index, however many rows it has.
 */
export async function tenantsAfter(db: Database, after: string, limit: number): Promise<string[]> {
  const next = (beyond: SQL) => sql`(
    select min(first) from (
      select min(${tickets.tenantId}) as first from ${tickets} where ${tickets.tenantId} > ${beyond}
      union all
      select min(${events.tenantId}) as first from ${events} where ${events.tenantId} > ${beyond}
    ) as firsts
  )`
  const found = await rows<{ id: string; place: number }>(
    db,
    sql`
      with recursive tenants(id, place) as (
        select ${next(sql`${after}`)}, 1
        union all
        select ${next(sql`tenants.id`)}, place + 1 from tenants
        where tenants.id is not null and place < ${limit}
      )
      select id, place from tenants where id is not null`,
  )
  return found.sort((a, b) => a.place - b.place).map(({ id }) => id)
}

/** Returns the first tenant after `after`, or `undefined` after the last one. */
export async function nextTenant(db: Database, after = ''): Promise<string | undefined> {
  const [next] = await tenantsAfter(db, after, 1)
  return next
}
