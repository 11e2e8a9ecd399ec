/** Conditions on columns of `tickets`. Only core's own filters answer with them. */
import { is, SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { FilterCondition, SourceMatch, TicketFilter } from '../plugin/list-parts.ts'

/** A column that has one of some values: the list decides which index serves it. */
export interface ColumnMatch {
  readonly column: PgColumn
  /** `null` matches rows without a value. Empty matches nothing. */
  readonly oneOf: readonly (string | number | null)[]
  /** What must hold besides. */
  readonly and?: SQL
  /** What matches as well, found by another column. None of it has one of the values above. */
  readonly also?: ColumnMatch
}

/** A column that lies in a range. */
export interface ColumnRange {
  readonly column: PgColumn
  /** Inclusive. */
  readonly from?: Date | number | undefined
  /** Exclusive. */
  readonly before?: Date | number | undefined
  /** What must hold besides. */
  readonly and?: SQL | undefined
}

export type ListCondition = FilterCondition | ColumnMatch | ColumnRange

interface ColumnFilter<Value> extends Omit<TicketFilter<Value>, 'where'> {
  where(...asked: Parameters<TicketFilter<Value>['where']>): ColumnMatch | ColumnRange
}

const columnFilters = new WeakSet<TicketFilter>()

/** A filter of core. Its type forgets the columns, because a plugin's filter has none. */
export function columnFilter<Value>(definition: ColumnFilter<Value>): TicketFilter {
  const filter = definition as unknown as TicketFilter
  columnFilters.add(filter)
  return filter
}

/** What a filter answered. Throws a `TypeError` for something that the list cannot read. */
export function checkCondition(
  name: string,
  filter: TicketFilter,
  condition: FilterCondition,
): ListCondition {
  if (columnFilters.has(filter) || is(condition, SQL) || isSourceMatch(condition)) return condition
  throw new TypeError(
    `The ticket filter "${name}" must answer with SQL, or with { test, sources, rows }.`,
  )
}

function isSourceMatch(condition: Partial<SourceMatch> | null | undefined): boolean {
  return (
    is(condition?.test, SQL) &&
    Array.isArray(condition?.sources) &&
    typeof condition?.rows === 'number'
  )
}
