/** Where a person is inside of a composition, and how that stands in the query of the page's address. */

export interface Place {
  /** Such as `unassigned` or `new`; empty for the first one. */
  readonly view: string
  /** The ticket that is open; empty for none. */
  readonly ticketId: string
}

export const nowhere: Place = { view: '', ticketId: '' }

/** `list` is what the list of a composition calls itself in the address. */
export function namesOf(name: string): { view: string; ticket: string; list: string } {
  const prefix = name === '' ? '' : `${name}.`
  return { view: `${prefix}view`, ticket: `${prefix}ticket`, list: `${prefix}list` }
}

export function readPlace(search: string, name: string): Place {
  const params = new URLSearchParams(search)
  const names = namesOf(name)
  return { view: params.get(names.view) ?? '', ticketId: params.get(names.ticket) ?? '' }
}

/**
 * The query with another place in it; begins with `?` unless it is empty. Parameters of the page are left
 * alone, those of the list go when the view changes.
 */
export function writePlace(search: string, name: string, place: Place): string {
  const params = new URLSearchParams(search)
  const names = namesOf(name)
  if ((params.get(names.view) ?? '') !== place.view) {
    for (const key of [...params.keys()]) if (key.startsWith(`${names.list}.`)) params.delete(key)
  }
  put(params, names.view, place.view)
  put(params, names.ticket, place.ticketId)
  const text = params.toString().replaceAll('%5B', '[').replaceAll('%5D', ']')
  return text === '' ? '' : `?${text}`
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.view === other.view && one.ticketId === other.ticketId
}

function put(params: URLSearchParams, name: string, value: string): void {
  if (value === '') params.delete(name)
  else params.set(name, value)
}
