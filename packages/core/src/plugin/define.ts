/** Ties the schema of a part to its functions' types; what comes back forgets the type. */

import type { JobDefinition } from './background-parts.ts'
import type { Field, InputField } from './contract.ts'
import type { HookPointName } from './hook-points.ts'
import type { TicketFilter } from './list-parts.ts'

export function filter<Value>(definition: TicketFilter<Value>): TicketFilter {
  return definition
}

export function field<Value>(definition: Field<Value>): Field {
  return definition
}

export function input<Point extends HookPointName, Value>(
  _point: Point,
  definition: InputField<Value, Point>,
): InputField<unknown, Point> {
  return definition
}

export function job<Payload>(definition: JobDefinition<Payload>): JobDefinition {
  return definition
}
