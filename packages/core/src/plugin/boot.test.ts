import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createHelpdesk } from '../create-helpdesk.ts'
import { sqlite } from '../db/drivers/sqlite.ts'
import { t, table } from '../db/kit.ts'
import { route } from '../http/route.ts'
import { replyOutput } from '../replies/outputs.ts'
import { ticketOutput } from '../tickets/outputs.ts'
import type { HelpdeskPlugin, PluginParts } from './contract.ts'

function plugin(
  parts: Partial<PluginParts> = {},
  more: Partial<HelpdeskPlugin> = {},
): HelpdeskPlugin {
  return {
    id: 'probe',
    version: '1.0.0',
    core: '^0.0.0',
    setup: () => ({ api: () => ({}), ...parts }),
    ...more,
  }
}

function boot(...plugins: HelpdeskPlugin[]) {
  const database = sqlite({ file: ':memory:' })
  return createHelpdesk({
    database,
    secret: 'a secret that is only good for tests',
    authenticate: () => null,
    plugins,
  })
}

const probeRoute = (permission: string, path = '/things') =>
  route({
    method: 'GET',
    path,
    operationId: 'probe.list',
    summary: 'Lists',
    tag: 'Probe',
    permission,
    status: 200,
    handler: () => ({}),
  })

const redInput = { schema: z.string(), apply: async () => {} }
const red = { red: { description: 'Something became red.' } }
const redFilter = { schema: z.string(), where: () => undefined }
const redField = { schema: z.string(), load: async () => new Map(), empty: '' }

describe('at boot, a sentence says what is wrong with', () => {
  it.each<[string, RegExp, HelpdeskPlugin[]]>([
    ['an id with capitals', /"Probe" must be lower-case/, [plugin({}, { id: 'Probe' })]],
    ["one of core's ids", /"tickets" is core's own/, [plugin({}, { id: 'tickets' })]],
    ['a plugin given twice', /"probe" is in the plugins array twice/, [plugin(), plugin()]],
    [
      'a core that is too old',
      /works with @deskhand\/core \^99/,
      [plugin({}, { core: '^99.0.0' })],
    ],
    ['a missing sibling', /needs the plugin "mail"/, [plugin({}, { requires: ['mail'] })]],
    [
      'a permission under another name',
      /"tags:read"; its name must begin with "probe:"/,
      [plugin({}, { permissions: { 'tags:read': { roles: [], description: 'x' } } })],
    ],
    [
      "core's table",
      /"deskhand_tickets".*declared by "core"/,
      [plugin({}, { tables: { mine: table('deskhand_tickets', { id: t.id() }) } })],
    ],
    [
      'a table without the prefix',
      /must be named "deskhand_…"/,
      [plugin({}, { tables: { mine: table('things', { id: t.id() }) } })],
    ],
    [
      "core's table among the owned ones",
      /"deskhand_migrations".*declared by "core".*Rename it/,
      [plugin({}, { ownedTables: ['deskhand_migrations'] })],
    ],
    [
      'an owned table without the prefix',
      /"things".*must be named "deskhand_…"/,
      [plugin({}, { ownedTables: ['things'] })],
    ],
    [
      'a table that two plugins own',
      /"deskhand_fts" of plugin "probe" is declared by "other"/,
      [
        plugin({}, { id: 'other', ownedTables: ['deskhand_fts'] }),
        plugin({}, { ownedTables: ['deskhand_fts'] }),
      ],
    ],
    [
      'a table that is declared and owned',
      /declared by "probe" already. Name it once/,
      [
        plugin(
          {},
          {
            tables: { mine: table('deskhand_mine', { id: t.id() }) },
            ownedTables: ['deskhand_mine'],
          },
        ),
      ],
    ],
    [
      'a permission of a route that nobody declares',
      /route "probe.list" of plugin "probe" names the permission "probe:red", which nobody declares/,
      [plugin({ routes: [probeRoute('probe:red')] })],
    ],
    [
      'a permission of an input field that nobody declares',
      /input field of "ticket.create" "red" of plugin "probe" names the permission "probe:red"/,
      [plugin({ inputs: { 'ticket.create': { red: { ...redInput, permission: 'probe:red' } } } })],
    ],
    [
      'a permission of a ticket field that nobody declares',
      /ticket field "red" of plugin "probe" names the permission "probe:red"/,
      [plugin({ ticketFields: { red: { ...redField, permission: 'probe:red' } } })],
    ],
    [
      'a permission of a reply field that nobody declares',
      /reply field "red" of plugin "probe" names the permission "probe:red"/,
      [plugin({ replyFields: { red: { ...redField, permission: 'probe:red' } } })],
    ],
    [
      'two routes of one shape',
      /GET \/probe\/:/,
      [
        plugin({
          routes: [
            probeRoute('ticket.read', '/:a'),
            { ...probeRoute('ticket.read', '/:b'), operationId: 'probe.other' },
          ],
        }),
      ],
    ],
    [
      'an unknown hook point',
      /hooks into "ticket.explode"/,
      [plugin({ hooks: { 'ticket.explode': {} } as PluginParts['hooks'] & object })],
    ],
    [
      "an input field of core's",
      /"subject".*exists already/,
      [plugin({ inputs: { 'ticket.create': { subject: redInput } } })],
    ],
    [
      "a ticket field of core's",
      /"status" among its ticketFields/,
      [plugin({ ticketFields: { status: redField } })],
    ],
    ['an unknown part', /has "hook", which core does not know/, [plugin({ hook: {} } as object)]],
    [
      'an unknown key',
      /has "table", which core does not know/,
      [plugin({}, { table: {} } as object)],
    ],
    ['any core', /must say which versions of core/, [plugin({}, { core: '*' })]],
    ['no range of core', /not "next"/, [plugin({}, { core: 'next' })]],
    [
      'a setup that is not synchronous',
      /returned a promise/,
      [plugin({}, { setup: (async () => ({ api: () => ({}) })) as never })],
    ],
    [
      'a setup without parts',
      /must return its parts/,
      [plugin({}, { setup: () => null as never })],
    ],
    ['no api', /must return an api/, [plugin({ api: undefined as never })]],
    [
      'a hook that is a function',
      /hook "ticket.create" of the plugin "probe" must be \{ before, after \}/,
      [plugin({ hooks: { 'ticket.create': (() => {}) as never } })],
    ],
    [
      'a hook with a misspelled part',
      /must be \{ before, after \}/,
      [plugin({ hooksIfPresent: { 'ticket.create': { befor: () => {} } as never } })],
    ],
    [
      'a path without a slash',
      /route "probe.list" of the plugin "probe" has the path "things", which must begin with a slash/,
      [plugin({ routes: [probeRoute('ticket.read', 'things')] })],
    ],
    [
      'a ticket under another name',
      /must name the ticket ":ticketId" in its path/,
      [plugin({ routes: [probeRoute('ticket.read', '/tickets/:id/things')] })],
    ],
    [
      'an unknown extension point',
      /provides "merges", which is no extension point of core/,
      [plugin({ provides: { merges: {} } as object })],
    ],
    [
      'a merge handler without undo',
      /provides as "merge" must have the function "undo"/,
      [plugin({ provides: { merge: { move: async () => ({}) } as never } })],
    ],
    [
      'a redact handler that is no function',
      /provides as "redact" must be a function/,
      [plugin({ provides: { redact: {} as never } })],
    ],
    [
      'a search text that nothing changes',
      /must name the events that change it/,
      [plugin({ provides: { searchText: {} as never } })],
    ],
    [
      "an event type of core's",
      /event type "ticket.created" of plugin "probe" exists already/,
      [plugin({ events: { 'ticket.created': { description: 'A ticket.' } } })],
    ],
    [
      'an event type of two plugins',
      /event type "red" of plugin "other" exists already/,
      [plugin({ events: red }), plugin({ events: red }, { id: 'other' })],
    ],
    [
      'an event without a description',
      /event "red" of the plugin "probe" must have a description/,
      [plugin({ events: { red: { description: ' ' } } })],
    ],
    [
      'an event that is no declaration',
      /event "red" of the plugin "probe" must have a description/,
      [plugin({ events: { red: true as never } })],
    ],
    [
      'public event data that is no list',
      /must name the keys of its data that customers see in publicData, as a list/,
      [plugin({ events: { red: { description: 'Red.', publicData: 'id' as never } } })],
    ],
    [
      'an unknown key of an event',
      /event "red" of the plugin "probe" has "public", which core does not know/,
      [plugin({ events: { red: { description: 'Red.', public: ['id'] } as object as never } })],
    ],
    ['an unknown derived table', /"counts" in derived/, [plugin({}, { derived: ['counts'] })]],
    [
      'a job without the prefix',
      /must be named "probe:…"/,
      [plugin({ jobs: [{ name: 'sweep', schema: z.strictObject({}), run: async () => {} }] })],
    ],
    [
      'a job after a migration that its plugin does not have',
      /job "probe:fill" of the plugin "probe" names the migration "0001-init"/,
      [
        plugin({
          jobs: [
            {
              name: 'probe:fill',
              schema: z.strictObject({}),
              afterMigration: '0001-init',
              run: async () => {},
            },
          ],
        }),
      ],
    ],
  ])('%s', (_what, message, plugins) => {
    expect(() => boot(...plugins)).toThrow(message)
  })

  it.each<[kind: string, parts: object, plugin: object]>([
    ['an array as "ticketFilters", which must be an object', { ticketFilters: [] }, {}],
    ['null as "routes", which must be a list of objects', { routes: null }, {}],
    ['an array as "jobs", which must be a list of objects', { jobs: ['probe:x'] }, {}],
    ['a string as "derived", which must be a list of names', {}, { derived: 'things' }],
    ['an object as "ownedTables", which must be a list of names', {}, { ownedTables: {} }],
    ['null as "tables", which must be an object', {}, { tables: null }],
    ['an object as "requires", which must be a list of names', {}, { requires: {} }],
  ])('%s', (sentence, parts, more) => {
    expect(() => boot(plugin(parts, more))).toThrow(sentence)
  })

  it.each([
    ...Object.keys(ticketOutput.shape).map((name) => ['ticketFields', name] as const),
    ...Object.keys(replyOutput.shape).map((name) => ['replyFields', name] as const),
    ...['sort', 'deleted', 'spam', 'include'].map((name) => ['ticketFilters', name] as const),
  ])("%s with core's own name %s", (kind, name) => {
    const part = kind === 'ticketFilters' ? redFilter : redField
    expect(() => boot(plugin({ [kind]: { [name]: part } }))).toThrow(
      `has "${name}" among its ${kind}, which is core's own name`,
    )
  })

  it('a secret that is missing or short, a basePath and an origin that are none', () => {
    const options = { database: sqlite({ file: ':memory:' }), authenticate: () => null }
    const secret = 'a secret that is only good for tests'
    expect(() => createHelpdesk({ ...options, secret: undefined })).toThrow(/openssl rand/)
    expect(() => createHelpdesk({ ...options, secret: 'short' })).toThrow(/at least 32/)
    expect(() => createHelpdesk({ ...options, secret, basePath: 'x/' })).toThrow(/leading slash/)
    expect(() => createHelpdesk({ ...options, secret, origins: ['https://a.b/c'] })).toThrow(
      /scheme, host/,
    )
  })
})

describe('hooking in', () => {
  it.each<[string, PluginParts['hooks']]>([
    ['before a merge', { 'ticket.merge': { before: () => undefined } }],
    ['after an edited reply', { 'reply.update': { after: () => {} } }],
    ['after a redaction', { 'ticket.redact': { after: () => {} } }],
  ])('%s is legal when no plugin runs it', async (_what, hooks) => {
    await boot(plugin({ hooks })).close()
  })

  it('into a point of a missing plugin is legal by hooksIfPresent', async () => {
    const hooksIfPresent = { 'canned.create': { after: () => {} } } as PluginParts['hooks']
    await boot(plugin({ ...(hooksIfPresent && { hooksIfPresent }) })).close()
  })
})

it('says which migrations a database lacks', async () => {
  const helpdesk = boot()
  await expect(helpdesk.start()).rejects.toThrow(/core\/0001-init.*helpdesk\.migrate\(\)/)
  await helpdesk.close()
})
