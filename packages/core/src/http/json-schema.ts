/** JSON Schema of zod schemas, made to be read by people and by generators of clients. */
import { type ZodType, z } from 'zod'
import { components } from './outputs.ts'

export type JsonSchema = z.core.JSONSchema.BaseSchema

export function toJsonSchema(schema: ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, {
    io,
    metadata: components,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => readable(zodSchema, jsonSchema, io),
  })
}

function readable(schema: z.core.$ZodType, json: JsonSchema, io: 'input' | 'output'): void {
  // Descriptions are in zod's own registry, which toJSONSchema reads only when given no other.
  const description = z.globalRegistry.get(schema)?.description
  if (description !== undefined) json.description = description
  // The format says it; zod's pattern for it is half a kilobyte.
  if (json.format === 'date-time' || json.format === 'uuid') delete json.pattern
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
  // An answer may get more members in a later version.
  if (io === 'output' && json.additionalProperties === false) delete json.additionalProperties
}
