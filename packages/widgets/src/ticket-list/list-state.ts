/** What a person has chosen of a list, and how it stands in the address. */

import { priorityShapes, statusShapes } from '../badges/shapes.ts'
import type { TicketListFilters } from '../contributions/slots.ts'
import { coreFilters, isSame, tidy } from '../filters/filter-values.ts'
import type { Session } from '../session/session.ts'
import { pageSizes } from './page-sizes.ts'
import type { SortOrder } from './query.ts'
import type { UrlValues } from './url-state.ts'

export interface ListState {
  readonly filters: TicketListFilters
  readonly sort: string
  readonly order: SortOrder
  readonly pageSize: number
}

/** The parameters of a list: core's filters, those of contributed fields, the order and the size of a page. */
export function parameterNames(session: Session | undefined): readonly string[] {
  const contributed = (session?.contributions ?? []).flatMap((one) =>
    one.slot === 'filter-panel:field@1' ? (one.options?.filters ?? []) : [],
  )
  return [...coreFilters, 'query', ...contributed, 'sort', 'order', 'limit']
}

/** `undefined` for what the page began with. */
export function toUrl(state: ListState, defaults: ListState): UrlValues | undefined {
  const { filters, sort, order, pageSize } = state
  const changed = {
    ...(sort !== defaults.sort && { sort }),
    ...(order !== defaults.order && { order }),
    ...(pageSize !== defaults.pageSize && { limit: pageSize }),
  }
  const isDefault = Object.keys(changed).length === 0 && isSame(filters, defaults.filters)
  return isDefault ? undefined : { ...filters, ...changed }
}

/** Whatever can't be meant is left out. */
export function fromUrl(values: UrlValues | undefined, defaults: ListState): ListState {
  if (!values) return defaults
  const { sort, order, limit, ...filters } = values
  const size = pageSizes.find((one) => String(one) === limit)
  return {
    filters: tidy({
      ...filters,
      status: known(filters.status, statusShapes),
      priority: known(filters.priority, priorityShapes),
      category: known(filters.category),
      assignee: typeof filters.assignee === 'string' ? filters.assignee : undefined,
    }),
    sort: typeof sort === 'string' ? sort : defaults.sort,
    order: order === 'asc' || order === 'desc' ? order : defaults.order,
    pageSize: size ?? defaults.pageSize,
  }
}

function known(values: unknown, names?: object): readonly string[] {
  if (!Array.isArray(values)) return []
  return values.filter((value) => !names || Object.hasOwn(names, value))
}
