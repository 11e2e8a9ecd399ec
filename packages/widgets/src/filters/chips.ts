/** The active filters, each in words. */
import type { Priority, Status } from '@deskhand/core/client'
import { statusTerms } from '../badges/terms.ts'
import { contributionsTo, labelOf } from '../contributions/contribution.ts'
import type { TicketListFilters } from '../contributions/slots.ts'
import type { Session } from '../session/session.ts'
import type { Localizer } from '../terms/localizer.ts'
import { daysOf } from './days.ts'
import { dateFields, isEmpty } from './filter-values.ts'
import { filterTerms } from './terms.ts'

export interface Chip {
  readonly text: string
  /** The filters that it stands for. */
  readonly filters: readonly string[]
}

export interface ChipNames {
  categoryName(id: string): string | undefined
  personName(id: string): string | undefined
}

export function chipsOf(
  filters: TicketListFilters,
  session: Session | undefined,
  localizer: Localizer,
  names: ChipNames,
): readonly Chip[] {
  const terms = localizer.terms(filterTerms)
  const badges = localizer.terms(statusTerms)
  const chips: Chip[] = []
  const add = (name: string, label: string, values: readonly string[]) => {
    if (values.length > 0)
      chips.push({ text: terms.chip(label, values.join(', ')), filters: [name] })
  }
  const { query, status, priority, category = [], assignee } = filters
  if (typeof query === 'string') add('query', terms.search, [query])
  add(
    'status',
    badges.status,
    (status ?? []).map((one: Status) => badges[one]),
  )
  add(
    'priority',
    badges.priority,
    (priority ?? []).map((one: Priority) => badges[one]),
  )
  add(
    'category',
    terms.category,
    category.map((id) => names.categoryName(id) ?? '…'),
  )
  if (assignee) add('assignee', terms.assignee, [assigneeName(assignee, terms, names)])
  for (const field of dateFields) add(field, terms[field], rangeText(filters, field, localizer))
  return [...chips, ...contributedChips(filters, session, localizer)]
}

function assigneeName(id: string, terms: typeof filterTerms.en, names: ChipNames): string {
  if (id === 'me') return terms.me
  return id === 'none' ? terms.nobody : (names.personName(id) ?? id)
}

function rangeText(
  filters: TicketListFilters,
  field: (typeof dateFields)[number],
  localizer: Localizer,
): readonly string[] {
  const range = filters[field]
  if (isEmpty(range)) return []
  const terms = localizer.terms(filterTerms)
  const { first, last } = daysOf(range)
  const now = new Date()
  const text = (day: string) => localizer.day(new Date(`${day}T00:00`), now)
  if (!first) return [terms.until(text(last))]
  if (!last) return [terms.since(text(first))]
  return [first === last ? text(first) : terms.between(text(first), text(last))]
}

function contributedChips(
  filters: TicketListFilters,
  session: Session | undefined,
  localizer: Localizer,
): readonly Chip[] {
  const context = { filters, setFilters: () => {} }
  return contributionsTo(session, 'filter-panel:field@1', context).flatMap((contribution) => {
    const names = contribution.options?.filters ?? []
    if (names.every((name) => isEmpty(filters[name]))) return []
    const text =
      contribution.options?.chip?.(filters, localizer) ?? labelOf(contribution, localizer)
    return [{ text, filters: names }]
  })
}
