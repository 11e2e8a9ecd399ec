/** From zod to the JSON Schema of an OpenAPI 3.1 document, with named schemas as components. */
import type { ZodType } from 'zod'
import { type JsonSchema, toJsonSchema } from '../json-schema.ts'

export interface Schemas {
  /** The named ones that were met. */
  readonly named: Record<string, JsonSchema>
  input(schema: ZodType): JsonSchema
  output(schema: ZodType): JsonSchema
}

export function createSchemas(): Schemas {
  const named: Record<string, JsonSchema> = {}

  function convert(schema: ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema, $defs, ...json } = toJsonSchema(schema, io)
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
