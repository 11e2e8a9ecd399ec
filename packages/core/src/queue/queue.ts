/** What a worker needs to know of a queue; deliveries and jobs are the two there are. */
import type { SQL } from 'drizzle-orm'
import type { Table } from '../db/kit.ts'
import type { Database } from '../db/types.ts'
import type { queueColumns } from './columns.ts'

export type QueueTable = Table<string, ReturnType<typeof queueColumns>>

/** A row this process has locked and will run. */
export interface Claimed {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  /** Which try this is, from 1. */
  readonly attempts: number
}

export interface Lock {
  readonly by: string
  readonly now: Date
  readonly until: Date
}

export type Run = (signal: AbortSignal) => Promise<void>

/** Columns of one queue's own table, each with the SQL of its new value. */
export type ColumnChanges = Readonly<Record<string, SQL>>

export interface Queue {
  readonly kind: 'delivery' | 'job'
  readonly table: QueueTable
  /** Written in the statement that claims rows. Default: nothing. */
  readonly atClaim?: ColumnChanges
  /** Written in the statement that makes a row done or dead. Default: nothing. */
  readonly atFinish?: ColumnChanges
  /** What this process has handlers for. */
  readonly names: readonly string[]
  maxAttempts(name: string): number
  /** Milliseconds that one run of a name may take. Null means no limit. */
  timeLimit(name: string): number | null
  /** What to run for each row, by id. A row without a run has nothing left to do and counts as done. */
  load(db: Database, claimed: readonly Claimed[]): Promise<ReadonlyMap<string, Run>>
}

/** The columns that all queues share. */
export function asQueueTable(table: object): QueueTable {
  return table as QueueTable
}
