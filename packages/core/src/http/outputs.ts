/** Schemas of answers. They document; what is sent is typed by the interfaces, and a test compares both. */
import { type ZodType, z } from 'zod'

/** Schemas that get a name in the OpenAPI document. Not zod's global registry: that is the host's. */
export const components = z.registry<{ id: string }>()

export function named<Schema extends ZodType>(id: string, schema: Schema): Schema {
  components.add(schema, { id })
  return schema
}

/** An instant in UTC, as `Date.toISOString` writes it. */
export const time = z.iso.datetime()

export function page<Item extends ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    page: z.object({
      nextCursor: z.string().nullable(),
      hasMore: z.boolean(),
      count: z
        .object({ value: z.int(), limit: z.int() })
        .optional()
        .describe('With `count=true`. At `limit` there may be more.'),
    }),
  })
}

export const problemOutput = named(
  'Problem',
  z.looseObject({
    type: z.string().regex(/^urn:deskhand:problem:/),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    code: z.string().describe('Stable, for programs.'),
    requestId: z.string(),
    errors: z
      .array(
        z.object({
          path: z.string().describe('A JSON Pointer (RFC 6901) into the body or query.'),
          message: z.string(),
        }),
      )
      .optional(),
  }),
)
