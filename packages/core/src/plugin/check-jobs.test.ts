import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkJobs } from './check-jobs.ts'
import type { HelpdeskPlugin } from './contract.ts'

const sql = { sqlite: 'select 1', postgres: 'select 1' }
const migrations = [
  { id: '0001-init', ...sql },
  { id: '0002-more', ...sql },
]

/** Untyped, as plain JavaScript is. */
function check(options: object, plugin: object = { migrations }): void {
  const job = { name: 'probe:work', schema: z.strictObject({}), run: async () => {}, ...options }
  checkJobs({ id: 'probe', ...plugin } as HelpdeskPlugin, [job as never])
}

describe('the options of a job', () => {
  it.each<[RegExp, object, object?]>([
    [
      /"0003-x" in afterMigration.*Known migrations are: 0001-init, 0002-more/,
      { afterMigration: '0003-x' },
    ],
    [/The plugin has no migrations/, { afterMigration: '0001-init' }, {}],
    [/both every and afterMigration/, { every: 1_000, afterMigration: '0001-init' }],
    [/perTenant, but neither every nor afterMigration/, { perTenant: true }],
    [/true or false as perTenant/, { perTenant: 'yes', every: 1_000 }],
    [/milliseconds as every/, { every: 0 }],
    [/milliseconds as every/, { every: Number.NaN }],
    [/milliseconds as every/, { every: '1000' }],
    [/whole number as maxAttempts/, { maxAttempts: 0 }],
    [/whole number as maxAttempts/, { maxAttempts: 1.5 }],
  ])('are refused with %s', (message, options, plugin) => {
    expect(() => check(options, plugin)).toThrow(message)
    expect(() => check(options, plugin)).toThrow('The job "probe:work" of the plugin "probe"')
  })

  it('are refused for a job that is there twice', () => {
    const job = { name: 'probe:work', schema: z.strictObject({}), run: async () => {} }
    const plugin = { id: 'probe' } as HelpdeskPlugin
    expect(() => checkJobs(plugin, [job, { ...job }])).toThrow('is in its jobs twice')
  })

  it.each<[string, object]>([
    ['every', { every: 60_000 }],
    ['afterMigration', { afterMigration: '0001-init' }],
  ])('with %s need a schema that takes {}', (option, start) => {
    const schema = z.strictObject({ to: z.string() })
    expect(() => check({ ...start, schema })).toThrow(
      `has ${option}, so it starts with the payload {}, which its schema refuses`,
    )
    expect(() => check({ schema })).not.toThrow()
    expect(() => check({ ...start, schema: schema.partial() })).not.toThrow()
  })

  it.each<object>([
    {},
    { every: 60_000 },
    { afterMigration: '0002-more' },
    { every: 60_000, perTenant: true, maxAttempts: 1 },
    { afterMigration: '0001-init', perTenant: true },
    { perTenant: false },
  ])('pass: %j', (options) => {
    expect(() => check(options)).not.toThrow()
  })
})
