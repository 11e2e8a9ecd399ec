/** The columns of the list: core's, fewer for customers, and contributed ones. */
import { type Contribution, contributionsTo } from '../contributions/contribution.ts'
import type { TicketColumnContext } from '../contributions/slots.ts'
import type { Session } from '../session/session.ts'
import type { SortOrder } from './query.ts'

export type CoreColumn = 'subject' | 'status' | 'priority' | 'assignee' | 'updated' | 'created'

export type ColumnContribution = Contribution<'ticket-list:column@1'>

const forStaff: readonly CoreColumn[] = ['subject', 'status', 'priority', 'assignee']
const forCustomers: readonly CoreColumn[] = ['subject', 'status']
const times: readonly CoreColumn[] = ['updated', 'created']

/** Core's sorts that a heading offers, with the order that people expect of them first. */
export const columnSorts: Readonly<Partial<Record<CoreColumn, SortOrder>>> = {
  priority: 'desc',
  updated: 'desc',
  created: 'desc',
}

/** A core column by its name, or a contribution. */
export type Column = CoreColumn | ColumnContribution

/** Contributed columns stand before the times. */
export function columnsOf(session: Session | undefined): readonly Column[] {
  const isCustomer = session?.person?.role === 'customer'
  return [...(isCustomer ? forCustomers : forStaff), ...contributedColumns(session), ...times]
}

/** A column is there for all tickets, so `when` is asked without one. */
export function contributedColumns(session: Session | undefined): readonly ColumnContribution[] {
  return contributionsTo(session, 'ticket-list:column@1', {} as TicketColumnContext)
}

/** The sort of a column, if it has any. */
export function sortOf(column: Column): string | undefined {
  if (typeof column !== 'string') return column.options?.sort
  return columnSorts[column] && column
}
