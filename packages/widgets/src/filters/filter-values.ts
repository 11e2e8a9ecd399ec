/** Filters of the ticket list as values: which are set, and how one is taken off again. */
import type { TicketListFilters } from '../contributions/slots.ts'

export type DateField = 'created' | 'updated' | 'resolved'

export const dateFields: readonly DateField[] = ['created', 'updated', 'resolved']

/** The filters of core that `<deskhand-filter-panel>` has fields for. */
export const coreFilters = ['status', 'priority', 'category', 'assignee', ...dateFields] as const

/** Without what is empty, so that equal filters look equal. */
export function tidy(filters: Readonly<Record<string, unknown>>): TicketListFilters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => !isEmpty(value)))
}

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.values(value).every(isEmpty)
}

/** The same filters with some changed; `undefined` and empty ones are left out. */
export function withFilters(
  filters: TicketListFilters,
  changes: Readonly<Record<string, unknown>>,
): TicketListFilters {
  return tidy({ ...filters, ...changes })
}

/**
 * What is asked for where some filters are always on. Of a choice that is partly fixed only what is left
 * of it counts; when nothing is left, it is as if nothing had been chosen.
 */
export function within(filters: TicketListFilters, fixed: TicketListFilters): TicketListFilters {
  const result: Record<string, unknown> = { ...filters, ...fixed }
  for (const name of ['status', 'priority', 'category'] as const) {
    const allowed: readonly string[] | undefined = fixed[name]
    const left = filters[name]?.filter((one) => allowed?.includes(one))
    if (left?.length) result[name] = left
  }
  return result
}

/** A list with a value taken out, or put in where it was not. */
export function toggled<Value>(
  values: readonly Value[] | undefined,
  value: Value,
): readonly Value[] {
  const present = values ?? []
  return present.includes(value) ? present.filter((one) => one !== value) : [...present, value]
}

/** Whether two filters ask for the same. */
export function isSame(one: TicketListFilters, other: TicketListFilters): boolean {
  return keyOf(one) === keyOf(other)
}

/** The same text for the same filters, whatever the order in which they were set. */
export function keyOf(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
