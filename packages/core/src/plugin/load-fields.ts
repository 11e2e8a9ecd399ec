/** Loads the fields that `include` names: one batch a field, to whom its audience allows. */
import type { Call } from '../api/call.ts'
import { invalidField } from '../kit/errors.ts'
import type { Field } from './contract.ts'

export interface FieldTarget {
  readonly id: string
  /** Whether the asking person stands on the customer side of it. */
  readonly isCustomer: boolean
}

type Values = Record<string, unknown>

/** Throws `invalid_input` for a name that does not exist, or does not exist for this actor. */
export async function loadFields(
  call: Call,
  fields: ReadonlyMap<string, Field>,
  include: readonly string[],
  targets: readonly FieldTarget[],
): Promise<ReadonlyMap<string, Values>> {
  const loaded = new Map<string, Values>()
  for (const name of new Set(include)) {
    const field = fields.get(name)
    if (!field || (field.audience !== 'public' && call.actor.role === 'customer')) {
      throw invalidField('/include', `There is no field ${JSON.stringify(name)} to include.`)
    }
    const visible = targets.filter(({ isCustomer }) => field.audience === 'public' || !isCustomer)
    const mayRead = !field.permission || (await call.can(field.permission))
    if (!mayRead || visible.length === 0) continue
    const ids = visible.map(({ id }) => id)
    const values = await field.load(call, ids)
    for (const id of ids) {
      const of = loaded.get(id) ?? {}
      of[name] = values.get(id) ?? field.empty
      loaded.set(id, of)
    }
  }
  return loaded
}
