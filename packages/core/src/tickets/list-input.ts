/** What the ticket list takes: core's and the plugins' filters and sorts, for one audience. */
import { type ZodType, z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { pageInput } from '../kit/pagination.ts'
import { parse } from '../kit/validation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import type { Registry } from '../plugin/registry.ts'
import { requireSubset } from './list-subset.ts'

const schemas = new WeakMap<Registry, Map<boolean, ReturnType<typeof buildSchema>>>()

export function ticketListInput(registry: Registry, isCustomer: boolean) {
  const byAudience = schemas.get(registry) ?? new Map()
  schemas.set(registry, byAudience)
  const schema = byAudience.get(isCustomer) ?? buildSchema(registry, isCustomer)
  byAudience.set(isCustomer, schema)
  return schema as ReturnType<typeof buildSchema>
}

/** With the filters of plugins, whose types core does not know. */
export type ListInput = z.output<ReturnType<typeof buildSchema>> & Readonly<Record<string, unknown>>

function buildSchema(registry: Registry, isCustomer: boolean) {
  const filters = [...offered(registry.ticketFilters, isCustomer)].map(
    ([name, filter]) => [name, filter.schema.optional()] as const,
  )
  return z.strictObject({
    ...pageInput,
    sort: z.enum([...offered(registry.ticketSorts, isCustomer).keys()]).default('created'),
    order: z.enum(['asc', 'desc']).default('desc'),
    deleted: z.boolean().default(false),
    spam: z.boolean().default(false),
    count: z.boolean().default(false),
    include: z.array(nameOf(registry, isCustomer)).max(20).default([]),
    ...Object.fromEntries(filters),
  })
}

/** The parts that exist for the actor. */
function offered<Part extends { readonly audience?: string }>(
  parts: ReadonlyMap<string, Part>,
  isCustomer: boolean,
): ReadonlyMap<string, Part> {
  return new Map([...parts].filter(([, { audience }]) => !isCustomer || audience === 'public'))
}

/** The name of a field, as `include` takes it. */
function nameOf({ ticketFields }: Registry, isCustomer: boolean): ZodType<string> {
  const names = [...offered(ticketFields, isCustomer).keys()]
  const error = ({ input }: { input?: unknown }) =>
    typeof input === 'string'
      ? `There is no field ${JSON.stringify(input.slice(0, 64))} to include.`
      : undefined
  return names.length > 0 ? z.enum(names, { error }) : z.never({ error })
}

/** Parses the input of the list, as the actor may use it. */
export async function parseListInput(
  call: Call,
  rawInput: unknown,
  at?: string,
): Promise<ListInput> {
  await requirePermission(call, 'ticket.read')
  const { registry } = runtimeOf(call)
  const input = parse(ticketListInput(registry, call.actor.role === 'customer'), rawInput, at)
  await requireSubset(call, input, at)
  return input as ListInput
}
