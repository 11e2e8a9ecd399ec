/** The filter of the ticket list as a value that a route takes in its body and a plugin stores. */
import { type ZodType, z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { named } from '../http/outputs.ts'
import { invalidField } from '../kit/errors.ts'
import { notKnown, pointer } from '../kit/validation.ts'
import type { Registry } from '../plugin/registry.ts'
import { parseListInput, ticketListInput } from './list-input.ts'
import type { DroppedName, ParsedTicketList, ParseListOptions } from './types.ts'

type Values = Readonly<Record<string, unknown>>

/** The inputs of the list that concern one page and are not part of its filter. */
const ofPage = { limit: true, cursor: true, count: true } as const

/**
 * A field of a route's body that holds filters, sort, order and `include` of the ticket list. It checks
 * only that this is an object. The service checks the rest, with `call.core.tickets.parseList`.
 */
export const ticketListFilter: ZodType<Values, Values> = named(
  'TicketListFilter',
  Object.keys(ofPage).reduce(
    (schema, name) =>
      schema.refine((value) => !Object.hasOwn(value, name), { path: [name], error: notKnown }),
    z.custom<Values>(isObject, { error: 'Must be an object of filters.', abort: true }),
  ),
)

/** The schema of `ticketListFilter` with these plugins installed, for staff. */
export function installedListFilter(registry: Registry): ZodType {
  return ticketListInput(registry, false)
    .omit(ofPage)
    .describe('Filters and order of the ticket list, as staff may use them.')
}

/** Validates an input of the list without a query: `call.core.tickets.parseList`. */
export async function parseTicketList(
  call: Call,
  rawInput: unknown,
  { dropUnknown = false, at = '' }: ParseListOptions = {},
): Promise<ParsedTicketList> {
  const { shape } = ticketListInput(runtimeOf(call).registry, call.actor.role === 'customer')
  const { known, dropped } =
    dropUnknown && isObject(rawInput)
      ? withoutUnknown(shape, rawInput)
      : { known: rawInput, dropped: [] }
  const parsed: Values = await parseListInput(call, known, at)
  const given = Object.entries(known as Values).filter(([, value]) => value !== undefined)
  const input = given.map(([name, value]) => {
    const stored = storable(shape[name as keyof typeof shape], parsed[name], value)
    if (stored !== undefined) return [name, stored] as const
    throw invalidField(at + pointer([name]), 'Must be JSON, so that it can be stored.')
  })
  return { input: Object.fromEntries(input), dropped }
}

/** Leaves out the names that do not exist for the actor, whatever their values. */
function withoutUnknown(
  shape: ReturnType<typeof ticketListInput>['shape'],
  given: Values,
): { known: Values; dropped: readonly DroppedName[] } {
  const dropped: DroppedName[] = []
  const isKnown = (kind: DroppedName['kind'], schema: ZodType, name: unknown) => {
    const isDropped = typeof name === 'string' && !schema.safeParse(name).success
    if (isDropped) dropped.push({ kind, name })
    return !isDropped
  }
  const known = Object.entries(given).flatMap(([name, value]) => {
    if (!Object.hasOwn(shape, name)) {
      dropped.push({ kind: 'filter', name })
      return []
    }
    if (name === 'sort') return isKnown('sort', shape.sort, value) ? [[name, value]] : []
    if (name !== 'include' || !Array.isArray(value)) return [[name, value]]
    const field = shape.include.unwrap().element
    return [[name, value.filter((included) => isKnown('include', field, included))]]
  })
  return { known: Object.fromEntries(known), dropped }
}

/**
 * The parsed value, if its JSON parses to the same value again. Otherwise, such as when a plugin's schema turns
 * text into a pattern, the value as given.
 */
function storable(schema: ZodType, parsed: unknown, given: unknown): unknown {
  const text = jsonOf(parsed)
  return [text, jsonOf(given)]
    .filter((candidate) => candidate !== undefined)
    .map((candidate): unknown => JSON.parse(candidate))
    .find((candidate) => {
      const again = schema.safeParse(candidate)
      return again.success && jsonOf(again.data) === text
    })
}

/** `undefined` for a value that JSON cannot represent, such as a function, a bigint or a cycle. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
