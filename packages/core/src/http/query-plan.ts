/**
 * The parameters of a query string, derived once from the schema of the typed query.
 *
 * `status: string[]` is `status[]=open&status[]=new` (`status=open` is taken too), and
 * `created: { from, to }` is `created[from]=…&created[to]=…`.
 */
import type { ZodType } from 'zod'
import { type JsonSchema, toJsonSchema } from './json-schema.ts'

export interface QueryParameter {
  /** As it is documented: `status[]`, `created[from]`, `limit`. */
  readonly name: string
  /** Where its value goes in the typed query. */
  readonly path: readonly string[]
  readonly isList: boolean
  readonly scalar: 'string' | 'number' | 'boolean'
  readonly isRequired: boolean
  /** JSON Schema of the value, for the OpenAPI document. */
  readonly schema: JsonSchema
}

export function queryParameters(schema: ZodType): QueryParameter[] {
  return propertiesOf(toJsonSchema(schema, 'input')).flatMap(([key, property, isRequired]) =>
    parametersOf([key], property, isRequired),
  )
}

function parametersOf(
  path: readonly string[],
  schema: JsonSchema,
  isRequired: boolean,
): QueryParameter[] {
  const branch = branchOf(schema)
  if (branch.properties) {
    return propertiesOf(branch).flatMap(([key, property, isInnerRequired]) =>
      parametersOf([...path, key], property, isRequired && isInnerRequired),
    )
  }
  const isList = branch.type === 'array'
  const item = isList ? branchOf((branch.items ?? {}) as JsonSchema) : branch
  const [head, ...rest] = path
  const name = `${head}${rest.map((key) => `[${key}]`).join('')}${isList ? '[]' : ''}`
  return [{ name, path, isList, scalar: scalarOf(item), isRequired, schema }]
}

/** A list before a scalar, an object before both; `null` can't be said in a query. */
function branchOf(schema: JsonSchema): JsonSchema {
  const branches = (schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[]
  if (branches.length === 0) return schema
  const spoken = branches.filter((branch) => branch.type !== 'null').map(branchOf)
  return (
    spoken.find((branch) => branch.properties) ??
    spoken.find((branch) => branch.type === 'array') ??
    spoken[0] ??
    schema
  )
}

function propertiesOf(schema: JsonSchema): [string, JsonSchema, boolean][] {
  return Object.entries(schema.properties ?? {}).map(([key, property]) => [
    key,
    property as JsonSchema,
    schema.required?.includes(key) ?? false,
  ])
}

function scalarOf({ type }: JsonSchema): QueryParameter['scalar'] {
  const types: readonly (string | undefined)[] = Array.isArray(type) ? type : [type]
  if (types.includes('integer') || types.includes('number')) return 'number'
  return types.includes('boolean') ? 'boolean' : 'string'
}
