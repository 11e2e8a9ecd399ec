import type { ZodType } from 'zod'
import { type CompiledRoute, paramsSchema } from '../compile.ts'
import { isEventStream } from '../event-stream.ts'
import { queryParameters } from '../query-plan.ts'
import { paramNames } from '../route.ts'
import type { Schemas } from './schemas.ts'

/** Parameters that several operations share, by their names below `components.parameters`. */
export const sharedParameters = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Makes it safe to send the request again: for 24 hours the same key with the same body gets the first answer (with `Idempotency-Replayed: true`), or 410 if that was removed since. With another body it gets 422.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
  },
  LastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The `id` of the last message that was read: what came after it is sent first.',
    schema: { type: 'string' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The `ETag` that was read. Refused with 412 when there is a newer version.',
    schema: { type: 'string', examples: ['"3"'] },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The `ETag` that is known already: 304 when it is still current.',
    schema: { type: 'string' },
  },
}

export function parametersOf(compiled: CompiledRoute, schemas: Schemas): object[] {
  const { route, query, takesKey, isPublic } = compiled
  return [
    ...pathParameters(compiled, schemas),
    ...(query ? queryParametersOf(query) : []),
    ...(takesKey && !isPublic ? [shared('IdempotencyKey')] : []),
    ...(isEventStream(route) ? [shared('LastEventId')] : []),
    ...(route.takesVersion ? [shared('IfMatch')] : []),
    ...(route.method === 'GET' && route.version ? [shared('IfNoneMatch')] : []),
  ]
}

function pathParameters({ route }: CompiledRoute, schemas: Schemas): object[] {
  const names = paramNames(route.path)
  if (names.length === 0) return []
  const properties = schemas.input(paramsSchema(route)).properties ?? {}
  return names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: properties[name] ?? { type: 'string' },
  }))
}

function queryParametersOf(query: ZodType): object[] {
  return queryParameters(query).map(({ name, isList, isRequired, schema }) => {
    const { description, ...rest } = schema
    return {
      name,
      in: 'query',
      required: isRequired,
      ...(description !== undefined && { description }),
      ...(isList && { style: 'form', explode: true }),
      schema: rest,
    }
  })
}

function shared(name: keyof typeof sharedParameters): object {
  return { $ref: `#/components/parameters/${name}` }
}
