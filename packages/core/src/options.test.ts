/** What a host hears at once, in plain JavaScript too, when it sets up its helpdesk in a wrong way. */
import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { createHelpdesk } from './create-helpdesk.ts'
import { sqlite } from './db/drivers/sqlite.ts'
import { ConfigurationError } from './kit/errors.ts'
import type { HelpdeskOptions } from './options.ts'
import { checkHelpdeskOptions } from './options-schema.ts'
import type { HelpdeskPlugin } from './plugin/contract.ts'

const database = sqlite({ file: ':memory:' })
afterAll(() => database.close())

const secret = 'a secret that is only good for tests'
const authenticate = () => null
const needed = { database, secret, authenticate }

function tags(): HelpdeskPlugin {
  return { id: 'tags', version: '1.0.0', core: '^0.0.0', setup: () => ({ api: () => ({}) }) }
}

/** The options of a host that no compiler checks. */
type Loose = Readonly<Record<string, unknown>>

const writeDatabase = "Write `database: sqlite({ file: './helpdesk.db' })` or `database: postgres({"

const mistakes: readonly [what: string, message: string, options: Loose][] = [
  [
    'no database',
    `createHelpdesk() needs the option "database". ${writeDatabase}`,
    { database: undefined },
  ],
  [
    'a path as the database',
    `createHelpdesk() got a string as the option "database". ${writeDatabase}`,
    { database: './helpdesk.db' },
  ],
  [
    'a database that was not made',
    'got a function as the option "database".',
    { database: sqlite },
  ],
  [
    'no authenticate',
    'createHelpdesk() needs the option "authenticate". Write `authenticate: (request) => …`',
    { authenticate: undefined },
  ],
  [
    'an actor instead of authenticate',
    'got an object as the option "authenticate".',
    { authenticate: { id: 'ada', role: 'customer' } },
  ],
  [
    'no secret',
    'needs the option "secret". It must be at least 32 characters',
    { secret: undefined },
  ],
  ['a short secret', 'Make one with `openssl rand -base64 32`', { secret: 'short' }],
  ['no secret in the list', 'got an array as the option "secret".', { secret: [] }],
  ['people without resolve', 'Write `people: { resolve: async (ids) => … }`', { people: {} }],
  ['a plain function as people', 'got a function as the option "people"', { people: () => [] }],
  [
    'an unknown option',
    'createHelpdesk() does not know the option "plugin". Did you mean "plugins"?',
    { plugin: [] },
  ],
  ['one in other words', 'the option "colour". It knows database, secret, ', { colour: 'red' }],
  [
    'an unknown policy',
    'the option "policy.autoClose". Did you mean "policy.autoCloseDays"?',
    { policy: { autoClose: 7 } },
  ],
  [
    'an unknown retention',
    'the option "retention.event". Did you mean "retention.events"?',
    { retention: { event: 7 } },
  ],
  [
    'an unknown limit',
    '"limits.bodySize". Did you mean "limits.body"?',
    { limits: { bodySize: 1 } },
  ],
  [
    'an unknown option of streams',
    '"streams.perActors". Did you mean "streams.perActor"?',
    { streams: { perActors: 1 } },
  ],
  [
    'an unknown option of background work',
    '"background.pollMS". Did you mean "background.pollMs"?',
    { background: { pollMS: 10 } },
  ],
  [
    'negative days',
    'got -1 as the option "policy.autoCloseDays". It must be a number of days from 0 to 36500, or null to close nothing by itself.',
    { policy: { autoCloseDays: -1 } },
  ],
  [
    'days as text',
    'got a string as the option "policy.reopenDays"',
    { policy: { reopenDays: '7' } },
  ],
  [
    'days without an end',
    'got Infinity as the option "retention.events". It must be a number of days from 0 to 36500, or null to keep them for good.',
    { retention: { events: Number.POSITIVE_INFINITY } },
  ],
  [
    'an unknown word',
    'got "team" as the option "policy.agentsSee". It must be "all" or "teams".',
    { policy: { agentsSee: 'team' } },
  ],
  [
    'what is neither true nor false',
    'got a string as the option "policy.customersSetPriority". It must be true or false.',
    { policy: { customersSetPriority: 'yes' } },
  ],
  ['no policy at all', 'got null as the option "policy". It must be an object.', { policy: null }],
  ['tenancy: true', 'It must be "optional" or "required".', { tenancy: true }],
  ['no room for a body', 'got 0 as the option "limits.body"', { limits: { body: 0 } }],
  [
    'rare signs of life',
    'got 60000 as the option "streams.heartbeatMs". It must be a number of milliseconds from 1 to 30000.',
    { streams: { heartbeatMs: 60_000 } },
  ],
  [
    'half a handler',
    'got 0.5 as the option "background.concurrency". It must be a whole number, 1 at least.',
    { background: { concurrency: 0.5 } },
  ],
  ['no pause', 'got 0 as the option "background.pollMs"', { background: { pollMs: 0 } }],
  [
    'a plugin that was not called',
    'got a function as the option "plugins[0]". Call it: plugins: [tags()].',
    { plugins: [tags] },
  ],
  [
    'a plugin without a list',
    'It must be an array, such as plugins: [tags()].',
    { plugins: tags() },
  ],
  [
    'a plugin that is no object',
    'got false as the option "plugins[1]". It must be a plugin, the object that a function such as tags() returns.',
    { plugins: [tags(), false] },
  ],
  ['the module of a plugin', 'got an object as the option "plugins[0]"', { plugins: [{ tags }] }],
  ['a basePath', 'It must look like "/helpdesk": a leading slash', { basePath: 'x/' }],
  ['an origin', 'the option "origins[1]"', { origins: ['https://a.b', 'https://a.b/c'] }],
  ['one origin without a list', 'got a string as the option "origins"', { origins: 'https://a.b' }],
  ['a scope', 'Write `scope: (actor) => …`', { scope: { all: true } }],
  ['can', 'Write `can: (actor, permission, subject) => …`', { can: ['ticket.read'] }],
  [
    'half a logger',
    'got an object as the option "logger". It must have the functions debug, info, warn and error',
    { logger: { log: () => {} } },
  ],
  ['metrics', 'It must have the functions count and duration.', { metrics: {} }],
  ['a date as the clock', 'It must have the function now', { clock: new Date() }],
  ['one id for all', 'It must be a function that returns a new UUIDv7.', { newId: 'x' }],
]

describe('createHelpdesk says at once what is wrong with', () => {
  it.each(mistakes)('%s', (_what, message, options) => {
    const create = () => createHelpdesk({ ...needed, ...options } as HelpdeskOptions)
    expect(create).toThrow(ConfigurationError)
    expect(create).toThrow(message)
  })

  it('nothing at all', () => {
    const create = createHelpdesk as () => unknown
    expect(create).toThrow('createHelpdesk() takes an object of options, not undefined. Write ')
  })
})

describe('the options of a helpdesk', () => {
  it('keep what is given as it is, methods of classes too', () => {
    class Log {
      debug() {}
      info() {}
      warn() {}
      error() {}
    }
    class People {
      async resolve() {
        return []
      }
    }
    const given = { ...needed, logger: new Log(), people: new People(), plugins: [tags()] }
    const checked = checkHelpdeskOptions(given)
    expect(checked.database).toBe(database)
    expect(checked.authenticate).toBe(authenticate)
    expect(checked.logger).toBe(given.logger)
    expect(checked.people).toBe(given.people)
    expect(checked.plugins[0]).toBe(given.plugins[0])
  })

  it('have defaults, also where undefined is given', () => {
    const policy = { autoCloseDays: undefined, agentsSee: 'teams' }
    const checked = checkHelpdeskOptions({ ...needed, policy, plugins: undefined } as never)
    expect(checked).toMatchObject({
      basePath: '/helpdesk',
      plugins: [],
      tenancy: 'optional',
      policy: { autoCloseDays: 7, agentsSee: 'teams', reopenDays: 28 },
      retention: { events: null, doneWork: 7, deadWork: 90 },
    })
  })

  it('are named by createTestHelpdesk too, on each kind of database', async () => {
    const create = createTestHelpdesk as (options: Loose) => Promise<unknown>
    await expect(create({ plugins: [tags] })).rejects.toThrow('Call it: plugins: [tags()].')
    await expect(create({ plugins: tags() })).rejects.toThrow('must be an array')
    await expect(create({ polices: {} })).rejects.toThrow('Did you mean "policy"?')
    await expect(create({ database: './x.db' })).rejects.toThrow(writeDatabase)
  })
})

describe('an origin', () => {
  const origins = (origin: string) => checkHelpdeskOptions({ ...needed, origins: [origin] }).origins

  it.each([
    'https://app.example',
    'http://localhost:3000',
    'http://[::1]:3000',
    'capacitor://localhost',
    'ionic://localhost:8080',
    'chrome-extension://abcdefghijklmnop',
  ])('may be %s', (origin) => {
    expect(origins(origin)).toEqual([origin])
  })

  it.each([
    ['https://app.example/', 'https://app.example'],
    ['https://App.Example', 'https://app.example'],
    ['https://app.example:443', 'https://app.example'],
    ['HTTP://localhost:80/', 'http://localhost'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ])('%s is read as %s', (given, canonical) => {
    expect(origins(given)).toEqual([canonical])
  })

  it.each([
    '',
    '*',
    'null',
    'app.example',
    'https://app.example/path',
    'https://user@app.example',
    'capacitor://',
    'capacitor://localhost/',
    'capacitor://localhost?a',
    'Capacitor://localhost',
    'capacitor:localhost',
    'capacitor://*',
    'javascript:alert(1)',
    'https://app.example, https://other.example',
    'https://app.example?',
    'https://app.example#',
  ])('may not be %j', (origin) => {
    expect(() => origins(origin)).toThrow(ConfigurationError)
  })
})
