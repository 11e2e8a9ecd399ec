/** What a list is sorted by, and the place of a row in it as a cursor keeps it. */
import { getTableColumns, is } from 'drizzle-orm'
import { PgColumn } from 'drizzle-orm/pg-core'
import type { Call } from '../api/call.ts'
import type { CursorValue } from '../kit/pagination.ts'
import type { SortColumn, SortSource } from '../plugin/list-parts.ts'
import type { Registry } from '../plugin/registry.ts'
import type { ListInput } from './list-input.ts'
import type { ListedTicket } from './listed.ts'
import { tickets } from './schema.ts'

export interface ListSort {
  /** Together unique. */
  readonly columns: readonly SortColumn[]
  /** What they belong to, when not to `tickets`. */
  readonly source?: SortSource
}

export async function listSort(
  call: Call,
  { ticketSorts }: Registry,
  input: ListInput,
): Promise<ListSort> {
  const sort = ticketSorts.get(input.sort)
  if (!sort) throw new TypeError(`The sort "${input.sort}" is not installed.`)
  if ('source' in sort) {
    const source = await sort.source(call, input)
    return { source, columns: [...source.columns, source.ticketId] }
  }
  const isCustomer = call.actor.role === 'customer'
  return { columns: (isCustomer && sort.publicColumns) || sort.columns }
}

/** The selection that carries the sort's values along with each ticket. */
export function keyFields(columns: readonly SortColumn[]): Record<string, SortColumn> {
  return Object.fromEntries(columns.map((column, index) => [`key${index}`, column]))
}

const properties = new Map<SortColumn, string>(
  Object.entries(getTableColumns(tickets)).map(([property, column]) => [column, property]),
)

/** The same values, taken from a ticket. */
export function keyOfTicket(
  columns: readonly SortColumn[],
  ticket: ListedTicket | undefined,
): unknown[] {
  const values = (ticket ?? {}) as Readonly<Record<string, unknown>>
  return columns.map((column) => values[properties.get(column) ?? ''])
}

/** A cursor's values, times turned back into times. */
export function decodeKey(
  columns: readonly SortColumn[],
  cursor: readonly CursorValue[],
): unknown[] {
  return columns.map((column, index) => {
    const value = cursor[index]
    return isTime(column) ? new Date(Number(value)) : value
  })
}

function isTime(column: SortColumn): boolean {
  return is(column, PgColumn) && column.getSQLType() === tickets.createdAt.getSQLType()
}
