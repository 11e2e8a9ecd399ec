/** Checks the options of `createHelpdesk()` before anything is opened or served. */
import { z } from 'zod'
import type { Storage } from './db/types.ts'
import { canonicalOrigin } from './http/origins.ts'
import { checkOptions } from './kit/check-options.ts'
import type { Clock, NewId } from './kit/clock.ts'
import { count, days, fn, milliseconds, withMethods } from './kit/option-schemas.ts'
import type { Logger, Metrics } from './kit/ports.ts'
import type { Secrets } from './kit/sealing.ts'
import {
  defaultLimits,
  defaultPolicy,
  defaultRetention,
  defaultStreams,
  type HelpdeskOptions,
} from './options.ts'
import type { PeopleSource } from './people/types.ts'
import type { HelpdeskPlugin } from './plugin/contract.ts'

const minSecretLength = 32

function isSecret(value: unknown): boolean {
  const secrets = Array.isArray(value) ? value : [value]
  return (
    secrets.length > 0 &&
    secrets.every((one) => typeof one === 'string' && one.length >= minSecretLength)
  )
}

const secret = z
  .custom<string | readonly [string, ...string[]]>(
    isSecret,
    `It must be at least ${minSecretLength} characters long, the same in every process. ` +
      'Make one with `openssl rand -base64 32` and pass it as `secret: process.env.HELPDESK_SECRET`.',
  )
  .transform((given): Secrets => (typeof given === 'string' ? [given] : given))

const originAdvice =
  'It must be scheme, host and port only, such as "https://app.example" or "capacitor://localhost".'
const basePathAdvice = 'It must look like "/helpdesk": a leading slash, none at the end.'

function isPlugin(value: unknown): boolean {
  const { id, setup } = (value ?? {}) as Partial<HelpdeskPlugin>
  return typeof id === 'string' && typeof setup === 'function'
}

function pluginAdvice(value: unknown): string {
  if (typeof value === 'function') return `Call it: plugins: [${value.name || 'plugin'}()].`
  return 'It must be a plugin, the object that a function such as tags() returns.'
}

const shape = {
  database: withMethods<Storage>(
    ['transaction', 'hostTransaction', 'adopt'],
    "Write `database: sqlite({ file: './helpdesk.db' })` or `database: postgres({ url: process.env.DATABASE_URL })`.",
  ),
  secret,
  authenticate: fn<HelpdeskOptions['authenticate']>(
    'Write `authenticate: (request) => …`, which returns the person { id, role } whose session the request carries, or null for nobody.',
  ),
  basePath: z
    .string(basePathAdvice)
    .regex(/^$|^(\/[\w.~-]+)+$/, basePathAdvice)
    .default('/helpdesk'),
  people: withMethods<PeopleSource>(
    ['resolve'],
    'Write `people: { resolve: async (ids) => … }`, which returns the people who have these ids.',
  ).optional(),
  plugins: z
    .array(
      z.custom<HelpdeskPlugin>(isPlugin, { error: ({ input }) => pluginAdvice(input) }),
      'It must be an array, such as plugins: [tags()].',
    )
    .default([]),
  disabledRoutes: z
    .array(
      z.string('It must be the operationId of a route, such as "tickets.purge".'),
      'It must be an array, such as disabledRoutes: ["tickets.purge"].',
    )
    .default([]),
  tenancy: z.enum(['optional', 'required']).default('optional'),
  origins: z
    .array(
      z
        .string(originAdvice)
        .refine((text) => canonicalOrigin(text) !== null, originAdvice)
        .transform((text) => canonicalOrigin(text) as string),
    )
    .default([]),
  scope: fn<NonNullable<HelpdeskOptions['scope']>>(
    'Write `scope: (actor) => …`, which returns a scope such as { own: true }, or undefined to leave it to the role.',
  ).optional(),
  can: fn<NonNullable<HelpdeskOptions['can']>>(
    'Write `can: (actor, permission, subject) => …`, which returns true or false.',
  ).optional(),
  policy: z
    .strictObject({
      customersSeeOrganisation: z.boolean().default(defaultPolicy.customersSeeOrganisation),
      customersSetPriority: z.boolean().default(defaultPolicy.customersSetPriority),
      agentsSee: z.enum(['all', 'teams']).default(defaultPolicy.agentsSee),
      replyToClosed: z.enum(['follow-up', 'reopen', 'reject']).default(defaultPolicy.replyToClosed),
      autoCloseDays: days('to close nothing by itself').default(defaultPolicy.autoCloseDays),
      reopenDays: z.number().min(0).max(36_500).default(defaultPolicy.reopenDays),
    })
    .prefault({}),
  retention: z
    .strictObject({
      events: days('to keep them for good').default(defaultRetention.events),
      doneWork: days('to keep it for good').default(defaultRetention.doneWork),
      deadWork: days('to keep it for good').default(defaultRetention.deadWork),
    })
    .prefault({}),
  limits: z.strictObject({ body: count().default(defaultLimits.body) }).prefault({}),
  streams: z
    .strictObject({
      perActor: count().default(defaultStreams.perActor),
      perProcess: count().default(defaultStreams.perProcess),
      // Readers give up after a minute without a sign of life.
      heartbeatMs: milliseconds(30_000).default(defaultStreams.heartbeatMs),
      recheckMs: milliseconds().default(defaultStreams.recheckMs),
      lifetimeMs: milliseconds().default(defaultStreams.lifetimeMs),
    })
    .prefault({}),
  background: z
    .strictObject({
      concurrency: count().optional(),
      pollMs: milliseconds().optional(),
      lockMs: milliseconds().optional(),
    })
    .prefault({}),
  logger: withMethods<Logger>(
    ['debug', 'info', 'warn', 'error'],
    'It must have the functions debug, info, warn and error, as console has.',
  ).optional(),
  metrics: withMethods<Metrics>(
    ['count', 'duration'],
    'It must have the functions count and duration.',
  ).optional(),
  clock: withMethods<Clock>(
    ['now'],
    'It must have the function now, which returns a Date.',
  ).optional(),
  newId: fn<NewId>('It must be a function that returns a new UUIDv7.').optional(),
} satisfies Record<keyof HelpdeskOptions, z.ZodType>

const schema = z.strictObject(shape, 'Write createHelpdesk({ database, secret, authenticate }).')

/** The options with their defaults. Throws `ConfigurationError` with what to change. */
export function checkHelpdeskOptions(options: HelpdeskOptions) {
  return checkOptions('createHelpdesk()', schema, options)
}
