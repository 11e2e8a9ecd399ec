/** What a list asks the server for. */
import type { TicketSummary } from '@deskhand/core/client'
import type { TicketListFilters } from '../contributions/slots.ts'
import { keyOf, tidy } from '../filters/filter-values.ts'
import type { WidgetClient } from '../session/client.ts'
import type { Session } from '../session/session.ts'

/** A ticket with whatever contributed columns have asked for. */
export type ListedTicket = TicketSummary & Readonly<Record<string, unknown>>

export type SortOrder = 'asc' | 'desc'

export interface TicketListQuery {
  readonly filters: TicketListFilters
  readonly sort: string
  readonly order: SortOrder
  readonly pageSize: number
  /** Fields of plugins. */
  readonly include: readonly string[]
}

type ListInput = NonNullable<Parameters<WidgetClient['tickets']['list']>[0]>

/** As the client's function takes it. Filters, sorts and fields of plugins are known to the server only. */
export function listInput(query: TicketListQuery, cursor?: string): ListInput {
  const { filters, sort, order, pageSize, include } = query
  return {
    ...tidy(filters),
    sort,
    order,
    limit: pageSize,
    include,
    cursor,
    count: cursor === undefined,
  } as unknown as ListInput
}

/** Changes when something else is to be read, or for somebody else; empty while nobody is signed in. */
export function queryKey(session: Session | undefined, query: TicketListQuery): string {
  const { person } = session ?? {}
  if (session?.status !== 'ready' || !person) return ''
  return keyOf([person.tenantId, person.id, query])
}

/** `/tickets/{id}` or `/tickets/{number}` with a ticket in it; `undefined` for no address. */
export function hrefOf(template: string, { id, number }: ListedTicket): string | undefined {
  if (template === '') return undefined
  return template.replaceAll('{id}', encodeURIComponent(id)).replaceAll('{number}', String(number))
}
