import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../../test/support/helpdesk.ts'
import { probe, probeRoute } from '../../../test/support/http.ts'
import { engines } from '../../../test/support/storages.ts'
import { coreParts } from '../../core-parts.ts'
import { route } from '../route.ts'

interface Operation {
  readonly operationId: string
  readonly parameters?: readonly { $ref?: string; name?: string; schema?: object }[]
  readonly requestBody?: { content: Record<string, { schema: Schema }> }
  readonly responses: Record<string, { content?: Record<string, { schema: object }> }>
  readonly security?: readonly object[]
}
interface Schema {
  readonly properties: Record<string, object>
}
interface Document {
  readonly openapi: string
  readonly servers: readonly object[]
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: { schemas: Record<string, Schema> }
}

const colours = z.array(z.string())
const plugin = probe({
  inputs: { 'ticket.create': { colours: { schema: colours, apply: async () => {} } as never } },
  ticketFields: { colours: { schema: colours, empty: [], load: async () => new Map() } },
  replyFields: { mood: { schema: z.string(), empty: 'fine', load: async () => new Map() } },
  ticketFilters: {
    colours: { schema: z.strictObject({ any: colours }), where: () => ({}) } as never,
  },
  routes: [
    route({
      ...probeRoute,
      method: 'PUT',
      path: '/tickets/:ticketId/files',
      operationId: 'probe.upload',
      rawBody: ['application/octet-stream'],
      handler: () => ({}),
    }),
  ],
})

describe('the OpenAPI document', () => {
  let desk: TestHelpdesk<readonly [typeof plugin]>
  let document: Document
  const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path))
  const operation = (id: string) =>
    operations().find(({ operationId }) => operationId === id) as Operation

  beforeAll(async () => {
    const [sqlite] = engines as [(typeof engines)[number]]
    desk = await openHelpdesk(sqlite, { plugins: [plugin] })
    const response = await desk.request(null, 'GET', '/openapi.json')
    document = (await response.json()) as Document
  })
  afterAll(() => desk.close())

  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate({ ...document })
    expect(result.errors).toBeUndefined()
    expect(result.valid).toBe(true)
    expect(document.openapi).toBe('3.1.1')
    expect(document.servers).toEqual([{ url: '/helpdesk' }])
  })

  it('has every route and points at nothing that is not there', () => {
    const ids = operations().map(({ operationId }) => operationId)
    expect(ids).toHaveLength((coreParts.routes?.length ?? 0) + 1)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, ref = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = ref
        .split('/')
        .reduce<unknown>(
          (value, key) => (value as Record<string, unknown> | undefined)?.[key],
          document,
        )
      expect(target, ref).toBeDefined()
    }
  })

  it('says what each operation takes and how it may fail', () => {
    const update = operation('tickets.update')
    expect(update.parameters).toEqual([
      expect.objectContaining({ name: 'ticketId' }),
      { $ref: '#/components/parameters/IfMatch' },
    ])
    expect(Object.keys(update.responses)).toEqual(
      '200 400 401 403 404 409 412 413 415 422 500 503'.split(' '),
    )
    expect(operation('tickets.create').parameters).toContainEqual({
      $ref: '#/components/parameters/IdempotencyKey',
    })
    expect(Object.keys(operation('tickets.list').responses)).toEqual(
      '200 400 401 403 500 503'.split(' '),
    )
    expect(operation('openapi').security).toEqual([])
  })

  it('knows what plugins add', () => {
    const body = operation('tickets.create').requestBody?.content['application/json']
    expect(body?.schema.properties).toHaveProperty('colours')
    const names = operation('tickets.list').parameters?.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['status[]', 'created[from]', 'sort', 'colours[any][]', 'include[]']),
    )
    const include = operation('tickets.get').parameters?.find(({ name }) => name === 'include[]')
    expect(include?.schema).toMatchObject({ items: { enum: ['colours'] } })
    const { schemas } = document.components
    expect(schemas.Ticket?.properties).toHaveProperty('colours')
    expect(schemas.TicketSummary?.properties).toHaveProperty('colours')
    expect(schemas.Reply?.properties).toHaveProperty('mood')
    expect(operation('probe.upload').requestBody?.content).toEqual({
      'application/octet-stream': {},
    })
  })

  it('keeps its names out of the registry that the host’s own zod uses', () => {
    const own = z.object({ mine: z.string() }).meta({ id: 'Ticket' })
    expect(z.toJSONSchema(z.array(own)).$defs?.Ticket?.properties).toHaveProperty('mine')
  })
})
