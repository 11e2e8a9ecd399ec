/** Conditions on columns of `tickets`. Only core's own filters return them. */
import { is, SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { FilterCondition, SourceMatch, TicketFilter } from '../plugin/list-parts.ts'

/** A column that has one of some values: the list decides which index serves it. */
export interface ColumnMatch {
  readonly column: PgColumn
  /** `null` matches rows without a value. Empty matches nothing. */
  readonly oneOf: readonly (string | number | null)[]
  /** An additional AND condition. */
  readonly and?: SQL
  /** An alternative (OR) on another column. Its rows have none of the values above, so that no row comes twice. */
  readonly also?: ColumnMatch
}

/** A column that lies in a range. */
export interface ColumnRange {
  readonly column: PgColumn
  /** Inclusive. */
  readonly from?: Date | number | undefined
  /** Exclusive. */
  readonly before?: Date | number | undefined
  /** An additional AND condition. */
  readonly and?: SQL | undefined
}

export type ListCondition = FilterCondition | ColumnMatch | ColumnRange

interface ColumnFilter<Value> extends Omit<TicketFilter<Value>, 'where'> {
  where(
    ...asked: Parameters<TicketFilter<Value>['where']>
  ): ColumnMatch | ColumnRange | Promise<ColumnMatch>
}

const columnFilters = new WeakSet<TicketFilter>()

/** Defines a filter of core. Its type hides the column condition, which filters of plugins cannot return. */
export function columnFilter<Value>(definition: ColumnFilter<Value>): TicketFilter {
  const filter = definition as unknown as TicketFilter
  columnFilters.add(filter)
  return filter
}

/** Checks what a filter returned. Throws a `TypeError` for a value that the list cannot use. */
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
