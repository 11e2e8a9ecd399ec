/** What is in the database, read past the API: every row, decoded alike on both engines. */
import type { Storage } from '@deskhand/core'
import { rows, sql } from '@deskhand/core/db'

export interface EventRow {
  readonly seq: number
  readonly id: string
  readonly position: number | null
  readonly tenant_id: string
  readonly type: string
  readonly ticket_id: string | null
  readonly data: Readonly<Record<string, unknown>>
}

export interface WorkRow {
  readonly id: string
  readonly name: string
  readonly state: 'waiting' | 'running' | 'done' | 'dead'
  readonly attempts: number
}

export interface DeliveryRow extends WorkRow {
  readonly position: number
}

export interface EffectRow {
  readonly seq: number
  readonly name: string
  readonly work_id: string
  readonly position: number | null
  readonly attempt: number
  readonly process: number
}

export async function readEvents({ db }: Storage): Promise<EventRow[]> {
  const found = await rows<EventRow>(
    db,
    sql`select seq, id, position, tenant_id, type, ticket_id, data from deskhand_events order by seq`,
  )
  return found.map((row) => ({ ...row, data: decode(row.data) }))
}

export function readDeliveries({ db }: Storage): Promise<DeliveryRow[]> {
  return rows(
    db,
    sql`select id, name, state, attempts, position from deskhand_deliveries order by position`,
  )
}

export function readJobs({ db }: Storage, name: string): Promise<WorkRow[]> {
  return rows(
    db,
    sql`select id, name, state, attempts from deskhand_jobs where name = ${name} order by id`,
  )
}

export function readEffects({ db }: Storage): Promise<EffectRow[]> {
  return rows(
    db,
    sql`select seq, name, work_id, position, attempt, process from deskhand_ledger_effects order by seq`,
  )
}

export function readSubscribers({ db }: Storage): Promise<{ name: string; since: number }[]> {
  return rows(db, sql`select name, since from deskhand_subscribers order by name`)
}

/** JSON is text on SQLite. */
export function decode<T extends object>(value: T | string): T {
  return typeof value === 'string' ? (JSON.parse(value) as T) : value
}

/** Rows by one of their values. */
export function grouped<Row, Key>(all: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>()
  for (const row of all) {
    const key = keyOf(row)
    const group = groups.get(key) ?? []
    group.push(row)
    groups.set(key, group)
  }
  return groups
}
