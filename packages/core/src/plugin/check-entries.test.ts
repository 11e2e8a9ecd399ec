/** What a plugin in plain JavaScript gets wrong, said at boot and not by its first request. */
import { expect, it } from 'vitest'
import { z } from 'zod'
import { createHelpdesk } from '../create-helpdesk.ts'
import { sqlite } from '../db/drivers/sqlite.ts'

/** Untyped, as plain JavaScript is. */
function boot(parts: object, more: object = {}) {
  const setup = () => ({ api: () => ({}), ...parts })
  const plugin = { id: 'pins', version: '1.0.0', core: '^0.0.0', setup, ...more }
  return createHelpdesk({
    database: sqlite({ file: ':memory:' }),
    secret: 'a secret that is only good for tests',
    authenticate: () => null,
    plugins: [plugin],
  })
}

const handler = () => ({})
const right = { method: 'GET', path: '/', operationId: 'pins.list', summary: 'List', tag: 'Pins' }
const routed = { ...right, permission: 'public', status: 200, handler }
const schema = z.string()

class Worker {
  async instances() {
    return []
  }
  async run() {}
}

it.each<[string, RegExp, object, object?]>([
  ['no version', /"pins" must have its own version/, {}, { version: undefined }],
  [
    'routes that are no list',
    /an object as "routes", which must be a list/,
    { routes: { routed } },
  ],
  [
    'a method in small letters',
    /route "pins.list" of the plugin "pins" must have .* a method such as 'GET'/,
    { routes: [{ ...routed, method: 'get' }] },
  ],
  [
    'a route without a permission',
    /route "pins.list" .* a permission \(or 'public'\)/,
    { routes: [{ ...routed, permission: undefined }] },
  ],
  ['a route without a handler', /function handler/, { routes: [{ ...routed, handler: null }] }],
  ['a route without a name', /route "routes\[0\]"/, { routes: [{ ...routed, operationId: '' }] }],
  [
    'a job without run',
    /job "pins:sweep" .* function run/,
    { jobs: [{ name: 'pins:sweep', schema }] },
  ],
  ['a job without a schema', /the zod schema/, { jobs: [{ name: 'pins:sweep', run: handler }] }],
  [
    'a time limit of a job that a timer does not take',
    /timeLimit of the job "pins:sweep" of the plugin "pins" must be .* from 1 to 2147483647/,
    { jobs: [{ name: 'pins:sweep', schema, run: handler, timeLimit: 2 ** 31 }] },
  ],
  [
    'a time limit of a subscription in words',
    /timeLimit of the subscription "pin" .* or null for no limit/,
    { on: { pin: { events: ['ticket.created'], handle: handler, timeLimit: '5 min' } } },
  ],
  [
    'a function for an event',
    /subscription "ticket.created" .* must have events/,
    { on: { 'ticket.created': handler } },
  ],
  [
    'one event as text',
    /events, such as \['ticket.created'\]/,
    { on: { pin: { events: 'ticket.created', handle: handler } } },
  ],
  [
    'a filter that is a function',
    /ticket filter "pin" .* where\(call, value\)/,
    { ticketFilters: { pin: handler } },
  ],
  ['a field without load', /field "pin" .* load/, { ticketFields: { pin: { schema } } }],
  ['a reply field without schema', /field "pin"/, { replyFields: { pin: { load: handler } } }],
  [
    'an input without apply',
    /input field "pin" .* apply/,
    { inputs: { 'ticket.create': { pin: { schema } } } },
  ],
  [
    'a role that there is not',
    /permission "pins:add" .* roles, out of customer/,
    {},
    { permissions: { 'pins:add': { roles: ['agents'], description: 'Pin tickets' } } },
  ],
  [
    'SQL as a migration',
    /"migrations", which must be a list of objects/,
    {},
    { migrations: ['create x'] },
  ],
  [
    'SQL for one database',
    /migration "0001-init" .* SQL for both databases/,
    {},
    { migrations: [{ id: '0001-init', sqlite: 'select 1' }] },
  ],
  [
    'a table that is only an object',
    /"pins" among its tables, and it is not a table. Make it with table/,
    {},
    { tables: { pins: { id: 'text' } } },
  ],
  [
    'a misspelt option of a job',
    /job "pins:sweep" .* has "timeout", which core does not know. Known are: .* timeLimit/,
    { jobs: [{ name: 'pins:sweep', schema, run: handler, timeout: 1 }] },
  ],
  [
    'an option that a subscription does not have',
    /subscription "pin" .* has "ordered", .* Known are: events, timeLimit, handle/,
    { on: { pin: { events: ['ticket.created'], handle: handler, ordered: true } } },
  ],
  [
    'an option that a feed does not have',
    /feed "pin" .* has "batchSize"/,
    { feeds: { pin: { ...feedOf(), batchSize: 10 } } },
  ],
  [
    'a misspelt function of a service',
    /service "pin" .* has "instance", .* Did you mean "instances"\?/,
    { services: { pin: { instance: handler, run: handler } } },
  ],
  [
    'an option that a route does not have',
    /route "pins.list" .* has "permissions", .* Did you mean "permission"\?/,
    { routes: [{ ...routed, permissions: 'pins:add' }] },
  ],
  ['a feed of no events', /feed "pin" .* must have events/, { feeds: { pin: feedOf([]) } }],
  [
    'a subscription to no events',
    /subscription "pin" .* must have events/,
    { on: { pin: { events: [], handle: handler } } },
  ],
  [
    'a feed that is named like a job',
    /feed "pins:pin" .* without colons and spaces. Core calls it "pins:<name>"/,
    { feeds: { 'pins:pin': feedOf() } },
  ],
  [
    'a service that is an instance of a class',
    /service "pin" .* is an instance of a class. Make it a plain object/,
    { services: { pin: new Worker() } },
  ],
  [
    'a sort without columns',
    /ticket sort "pin" .* columns of tickets, or a function source/,
    { ticketSorts: { pin: { audience: 'public' } } },
  ],
  ["core's field of a ticket", /"spamAt" among its/, { ticketFields: { spamAt: fieldOf() } }],
  ["core's field of a reply", /"sentAt" among its/, { replyFields: { sentAt: fieldOf() } }],
  ["core's parameter of lists", /"spam" among its/, { ticketFilters: { spam: filterOf() } }],
])('names %s', (_what, message, parts, more) => {
  expect(() => boot(parts, more)).toThrow(message)
})

it('takes what is right', async () => {
  const events = () => ['ticket.created']
  const jobs = [{ name: 'pins:sweep', schema, run: handler, timeLimit: null }]
  const on = { pin: { events, handle: handler, timeLimit: 1 } }
  await boot({ routes: [routed], jobs, on }).close()
})

function feedOf(events = ['ticket.created']) {
  return { events, from: 'now', apply: handler }
}

function fieldOf() {
  return { schema, load: async () => new Map(), empty: '' }
}

function filterOf() {
  return { schema, where: handler }
}
