/** A plugin whose routes take the filter of the ticket list: it saves views and exports tickets. */
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createHelpdesk } from '../src/create-helpdesk.ts'
import { and, eq, primaryKey, sql, t, table, tickets } from '../src/db/index.ts'
import {
  type Call,
  field,
  filter,
  type HelpdeskPlugin,
  id,
  line,
  notFound,
  parse,
  requirePermission,
  route,
  type TicketSort,
  ticketListFilter,
} from '../src/plugin/index.ts'
import { ticketFilters } from '../src/tickets/filters.ts'
import { openHelpdesk, type TestHelpdesk, testSecret } from './support/helpdesk.ts'
import { expectProblem, probe } from './support/http.ts'
import { engines } from './support/storages.ts'

const views = table(
  'deskhand_views',
  { id: t.id().notNull(), name: t.text().notNull(), filter: t.json().notNull() },
  (c) => [primaryKey({ name: 'deskhand_views_pk', columns: [c.tenantId, c.id] })],
)
const ddl = (types: { id: string; text: string; json: string }) =>
  `create table deskhand_views (tenant_id ${types.text} not null, id ${types.id} not null,
    name ${types.text} not null, filter ${types.json} not null,
    constraint deskhand_views_pk primary key (tenant_id, id))`

const viewInput = z.strictObject({ name: line(100), filter: ticketListFilter })
const viewOutput = z.object({ id: z.string(), name: z.string(), filter: ticketListFilter })
const viewTarget = z.strictObject({ viewId: id() })
const exportInput = z.strictObject({
  filter: ticketListFilter.optional(),
  columns: z.array(z.enum(['number', 'subject'])).min(1),
})

async function save(call: Call, input: unknown) {
  await requirePermission(call, 'views:use')
  const { name, filter: given } = parse(viewInput, input)
  const { input: stored } = await call.core.tickets.parseList(given, { at: '/filter' })
  const row = { tenantId: call.tenantId, id: call.newId(), name, filter: stored }
  await call.db.insert(views).values(row)
  return { id: row.id, name, filter: stored }
}

async function show(call: Call, input: unknown) {
  const { viewId } = parse(viewTarget, input)
  const [view] = await call.db
    .select()
    .from(views)
    .where(and(eq(views.tenantId, call.tenantId), eq(views.id, viewId)))
  if (!view) throw notFound('view')
  const known = await call.core.tickets.parseList(view.filter, { dropUnknown: true })
  const { data } = await call.core.tickets.list({ ...known.input, limit: 100 })
  return { subjects: data.map(({ subject }) => subject), dropped: known.dropped }
}

async function exported(call: Call, input: unknown) {
  const { filter: given = {}, columns } = parse(exportInput, input)
  const { input: list } = await call.core.tickets.parseList(given, { at: '/filter' })
  const { data } = await call.core.tickets.list({ ...list, limit: 100 })
  return { rows: data.map((ticket) => columns.map((name) => ticket[name])) }
}

const common = { tag: 'Views', permission: 'views:use' } as const
const savedViews: HelpdeskPlugin<'views'> = {
  id: 'views',
  version: '1.0.0',
  core: '^0.0.0',
  tables: { views },
  migrations: [
    {
      id: '0001-init',
      sqlite: ddl({ id: 'text', text: 'text', json: 'text' }),
      postgres: ddl({ id: 'uuid', text: 'text collate "C"', json: 'jsonb' }),
    },
  ],
  permissions: {
    'views:use': { roles: ['customer', 'agent', 'supervisor'], description: 'Views' },
  },
  setup: () => ({
    api: () => ({}),
    routes: [
      route({
        ...common,
        method: 'POST',
        path: '/',
        operationId: 'views.save',
        summary: 'Save a view',
        input: viewInput,
        status: 201,
        response: viewOutput,
        handler: (call, { input }) => save(call, input),
      }),
      route({
        ...common,
        method: 'GET',
        path: '/:viewId',
        operationId: 'views.show',
        summary: 'List the tickets of a view',
        input: viewTarget,
        status: 200,
        response: z.object({ subjects: z.array(z.string()), dropped: z.array(z.unknown()) }),
        handler: (call, { input }) => show(call, input),
      }),
      route({
        ...common,
        method: 'POST',
        path: '/exports',
        operationId: 'views.export',
        summary: 'Export tickets',
        input: exportInput,
        status: 200,
        response: z.object({ rows: z.array(z.array(z.unknown())) }),
        handler: (call, { input }) => exported(call, input),
      }),
    ],
  }),
}

/** What another plugin adds to the list. */
const loudness: TicketSort = { columns: [tickets.number] }
const loud = probe({
  ticketFilters: {
    loud: filter({
      audience: 'public',
      schema: z.strictObject({ atLeast: z.int().min(1) }),
      where: (_call, { atLeast }) => sql`length(${tickets.subject}) >= ${atLeast}`,
    }),
    hidden: filter({ schema: z.boolean(), where: () => sql`1 = 1` }),
  },
  ticketSorts: { loudness },
  ticketFields: { mood: field({ schema: z.string(), empty: 'fine', load: async () => new Map() }) },
})

describe.each(engines)('a route that takes the filter of the list, on $name', (engine) => {
  let desk: TestHelpdesk<readonly HelpdeskPlugin[]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [savedViews, loud] as readonly HelpdeskPlugin[] })
    for (const subject of ['Ah', 'Aaah', 'Aaaaaah']) {
      await desk.as('ada').tickets.create({ subject, description: 'x' })
    }
    await desk.as('ben').tickets.create({ subject: 'Aaaaaaaah', description: 'x' })
  })
  afterAll(() => desk.close())

  type Who = Parameters<typeof desk.request>[0]
  const post = (by: Who, path: string, body: unknown) => desk.request(by, 'POST', path, body)

  const postText = (path: string, body: string) =>
    desk.helpdesk.fetch(
      new Request(`http://app.example/helpdesk${path}`, {
        method: 'POST',
        headers: { authorization: 'Bearer grace', 'content-type': 'application/json' },
        body,
      }),
    )

  it('keeps what was asked for, and lists it', async () => {
    const asked = { status: ['new'], loud: { atLeast: 4 }, sort: 'loudness', order: 'asc' }
    const response = await post('grace', '/views', { name: 'Loud ones', filter: asked })
    const view = (await response.json()) as { id: string }
    expect([response.status, view]).toEqual([
      201,
      { id: view.id, name: 'Loud ones', filter: asked },
    ])
    const shown = await (await desk.request('grace', 'GET', `/views/${view.id}`)).json()
    expect(shown).toEqual({ subjects: ['Aaah', 'Aaaaaah', 'Aaaaaaaah'], dropped: [] })
    const own = await (await desk.request('ada', 'GET', `/views/${view.id}`)).json()
    expect(own).toEqual({
      // In the order of customers, for whom the sort does not exist.
      subjects: ['Aaah', 'Aaaaaah'],
      dropped: [{ kind: 'sort', name: 'loudness' }],
    })
  })

  it('exports exactly what the person may see', async () => {
    const body = { filter: { loud: { atLeast: 4 } }, columns: ['number', 'subject'] }
    const rowsOf = async (by: Who) => (await post(by, '/views/exports', body)).json()
    expect(await rowsOf('ada')).toEqual({
      rows: [
        [3, 'Aaaaaah'],
        [2, 'Aaah'],
      ],
    })
    expect(await rowsOf('ben')).toEqual({ rows: [[4, 'Aaaaaaaah']] })
    const all = await post('ben', '/views/exports', { columns: ['number'] })
    expect(await all.json()).toEqual({ rows: [[4]] })
  })

  it.each([
    ['an unknown filter', '{"labels":["x"]}', '/filter/labels'],
    ['an unknown sort', '{"sort":"age"}', '/filter/sort'],
    ['an unknown field', '{"include":["size"]}', '/filter/include/0'],
    ['a bad value', '{"loud":{"atLeast":0}}', '/filter/loud/atLeast'],
    ['an unknown part of a filter', '{"loud":{"atLeast":1,"or":"1=1"}}', '/filter/loud/or'],
    ['SQL', '{"status":["new\') or 1=1 --"]}', '/filter/status/0'],
    ['an object for a value', '{"assignee":{"$ne":null}}', '/filter/assignee'],
    ['a constructor', '{"constructor":{"prototype":{}}}', '/filter/constructor'],
    ['NUL', '{"assignee":"a\\u0000b"}', '/filter/assignee'],
    ['a name with slashes', '{"a/b~c":1}', '/filter/a~1b~0c'],
    ['the cursor of a page', '{"cursor":"x"}', '/filter/cursor'],
    ['the size of a page', '{"limit":5}', '/filter/limit'],
    ['a count', '{"count":true}', '/filter/count'],
    ['a list', '[]', '/filter'],
    ['nothing', 'null', '/filter'],
    ['a text', '"status"', '/filter'],
  ])('refuses %s', async (_, text, path) => {
    for (const [url, rest] of [
      ['/views', '"name":"x"'],
      ['/views/exports', '"columns":["number"]'],
    ] as const) {
      const response = await postText(url, `{${rest},"filter":${text}}`)
      const problem = await expectProblem(response, 400, 'invalid_input')
      expect(problem.errors?.map((error) => error.path)).toEqual([path])
    }
  })

  it.each([
    ['a prototype', '{"__proto__":{"deleted":true}}'],
    ['a deep value', `{"loud":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ])('refuses %s with the body', async (_, text) => {
    const response = await postText('/views', `{"name":"x","filter":${text}}`)
    await expectProblem(response, 400, 'invalid_json')
  })

  it('refuses for customers what only staff may ask for', async () => {
    for (const filter of [{ team: 'billing' }, { hidden: true }, { include: ['mood'] }]) {
      expect((await post('grace', '/views', { name: 'x', filter })).status).toBe(201)
      const refused = await post('ada', '/views', { name: 'x', filter })
      await expectProblem(refused, 400, 'invalid_input')
    }
    const missing = await post('grace', '/views', { name: 'x' })
    const { errors } = await expectProblem(missing, 400, 'invalid_input')
    expect(errors?.map(({ path }) => path)).toEqual(['/filter'])
    const deleted = await post('grace', '/views', { name: 'x', filter: { deleted: true } })
    await expectProblem(deleted, 403, 'forbidden')
  })

  it('names what a view has lost with a plugin', async () => {
    const asked = { loud: { atLeast: 8 }, status: ['new'], include: ['mood'] }
    const saved = await post('grace', '/views', { name: 'x', filter: asked })
    const { id: viewId } = (await saved.json()) as { id: string }
    const before = await (await desk.request('grace', 'GET', `/views/${viewId}`)).json()
    expect(before).toEqual({ subjects: ['Aaaaaaaah'], dropped: [] })
    const without = createHelpdesk({
      database: desk.storage,
      secret: testSecret,
      authenticate: () => ({ id: 'grace', role: 'agent' }),
      plugins: [savedViews],
    })
    const url = `http://app.example/helpdesk/views/${viewId}`
    expect(await (await without.fetch(new Request(url))).json()).toEqual({
      subjects: ['Aaaaaaaah', 'Aaaaaah', 'Aaah', 'Ah'],
      dropped: [
        { kind: 'filter', name: 'loud' },
        { kind: 'include', name: 'mood' },
      ],
    })
  })

  it('shows the filter in the OpenAPI document, with what plugins add', async () => {
    const response = await desk.request(null, 'GET', '/openapi.json')
    const document = (await response.json()) as {
      paths: Record<string, Record<string, object>>
      components: { schemas: Record<string, { properties: Record<string, unknown> }> }
    }
    expect((await new Validator().validate({ ...document })).errors).toBeUndefined()
    const filter = { $ref: '#/components/schemas/TicketListFilter' }
    for (const path of ['/views', '/views/exports']) {
      expect(document.paths[path]?.post).toMatchObject({
        requestBody: {
          content: { 'application/json': { schema: { properties: { filter } } } },
        },
      })
    }
    const { TicketListFilter } = document.components.schemas
    expect(TicketListFilter).toMatchObject({ type: 'object', additionalProperties: false })
    expect(Object.keys(TicketListFilter?.properties ?? {}).toSorted()).toEqual(
      [
        ...Object.keys(ticketFilters),
        'loud',
        'hidden',
        'sort',
        'spam',
        'order',
        'deleted',
        'include',
      ].toSorted(),
    )
    expect(TicketListFilter?.properties).toMatchObject({
      loud: { type: 'object', properties: { atLeast: { type: 'integer', minimum: 1 } } },
      sort: { enum: ['created', 'updated', 'priority', 'number', 'loudness'] },
      include: { items: { enum: ['mood'] } },
    })
  })

  it('has no such component where no route takes it', async () => {
    const plain = await openHelpdesk(engine)
    const document = await (await plain.request(null, 'GET', '/openapi.json')).text()
    expect(document).not.toContain('TicketListFilter')
    await plain.close()
  })
})
