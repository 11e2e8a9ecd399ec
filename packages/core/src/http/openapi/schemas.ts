/** From zod to the JSON Schema of an OpenAPI 3.1 document, with named schemas as components. */
import { type ZodType, z } from 'zod'
import { components } from '../outputs.ts'
import type { JsonSchema } from '../query-plan.ts'

export interface Schemas {
  /** The named ones that were met. */
  readonly named: Record<string, JsonSchema>
  input(schema: ZodType): JsonSchema
  output(schema: ZodType): JsonSchema
}

export function createSchemas(): Schemas {
  const named: Record<string, JsonSchema> = {}

  function convert(schema: ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema, $defs, ...json } = z.toJSONSchema(schema, {
      io,
      metadata: components,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => readable(zodSchema, jsonSchema, io),
    })
    for (const [name, definition] of Object.entries($defs ?? {})) {
      named[name] ??= withComponentRefs(definition as JsonSchema)
    }
    return withComponentRefs(json as JsonSchema)
  }

  return {
    named,
    input: (schema) => convert(schema, 'input'),
    output: (schema) => convert(schema, 'output'),
  }
}

function readable(schema: z.core.$ZodType, json: JsonSchema, io: 'input' | 'output'): void {
  // Descriptions are in zod's own registry, which toJSONSchema reads only when given no other.
  const description = z.globalRegistry.get(schema)?.description
  if (description !== undefined) json.description = description
  // The format says it; zod's pattern for it is half a kilobyte.
  if (json.format === 'date-time' || json.format === 'uuid') delete json.pattern
  // An answer may get more members in a later version.
  if (io === 'output' && json.additionalProperties === false) delete json.additionalProperties
}

function withComponentRefs<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withComponentRefs) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === '$ref' && typeof member === 'string'
        ? member.replace('#/$defs/', '#/components/schemas/')
        : withComponentRefs(member),
    ]),
  ) as Value
}
