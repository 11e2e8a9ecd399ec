/**
 * Filters and order in the query of the page's address, written as the API reads them
 * (`status[]=open&created[from]=2026-03-01`), with a prefix where there are several lists.
 */
import { dayOf, rangeOf } from '../filters/days.ts'
import { isEmpty } from '../filters/filter-values.ts'

export type UrlValues = Readonly<Record<string, unknown>>

/** Says that nothing is set, where something is by default. */
const nothingSet = 'filters'
const day = /^\d{4}-\d\d-\d\d$/

/** The values of a list; `undefined` when the address says nothing of it. Other names are left alone. */
export function readUrl(
  search: string,
  prefix: string,
  names: readonly string[],
): UrlValues | undefined {
  const values: Record<string, unknown> = {}
  let isSaid = false
  for (const [key, text] of new URLSearchParams(search)) {
    const [name, ...path] = pathOf(key, prefix)
    if (name === nothingSet) isSaid = true
    if (name === undefined || !names.includes(name) || path.includes('__proto__')) continue
    isSaid = true
    put(values, [name, ...path], text)
  }
  return isSaid ? values : undefined
}

/** The query with the values of a list in place of what it had; begins with `?` unless it is empty. */
export function writeUrl(
  search: string,
  prefix: string,
  names: readonly string[],
  values: UrlValues | undefined,
): string {
  const params = new URLSearchParams(search)
  for (const key of new Set(params.keys())) {
    const [name = ''] = pathOf(key, prefix)
    if (name === nothingSet || names.includes(name)) params.delete(key)
  }
  if (values && isEmpty(values)) params.append(prefix + nothingSet, 'none')
  for (const [name, value] of Object.entries(values ?? {})) append(params, prefix + name, value)
  const text = params.toString().replaceAll('%5B', '[').replaceAll('%5D', ']')
  return text === '' ? '' : `?${text}`
}

/** `mine.tags[any][]` with the prefix `mine.` is `tags`, `any` and an empty part for the list. */
function pathOf(key: string, prefix: string): readonly string[] {
  if (!key.startsWith(prefix)) return []
  const [, name, rest = ''] = /^([\w.:-]+)((?:\[\w*\])*)$/.exec(key.slice(prefix.length)) ?? []
  if (name === undefined) return []
  return [name, ...[...rest.matchAll(/\[(\w*)\]/g)].map(([, part = '']) => part)]
}

function put(values: Record<string, unknown>, path: readonly string[], text: string): void {
  const [name = '', next, ...rest] = path
  if (next === undefined) {
    values[name] = day.test(text) ? momentOf(text) : text
  } else if (next === '') {
    values[name] = [...(Array.isArray(values[name]) ? values[name] : []), text]
  } else {
    const inner = values[name]
    const object: Record<string, unknown> = isPlain(inner) ? inner : {}
    values[name] = object
    put(object, [next, ...rest], text)
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function append(params: URLSearchParams, key: string, value: unknown): void {
  if (isEmpty(value)) return
  if (Array.isArray(value)) for (const one of value) append(params, `${key}[]`, one)
  else if (isPlain(value)) {
    for (const [name, one] of Object.entries(value)) append(params, `${key}[${name}]`, one)
  } else params.append(key, shortened(String(value)))
}

function momentOf(text: string): string {
  return rangeOf({ first: text, last: '' })?.from ?? text
}

/** A moment at which a day begins is written as that day. */
function shortened(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT.*Z$/.test(text)) return text
  return momentOf(dayOf(text)) === text ? dayOf(text) : text
}
