import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { checkOptions } from './check-options.ts'
import { ConfigurationError } from './errors.ts'

class Store {
  get = () => 'x'
}

const store = new Store()
const inner = z.string()
const onEnd = () => {}

const schema = z.strictObject(
  {
    store: z.instanceof(Store, { error: 'Write store: new Store().' }),
    mode: z.enum(['fast', 'safe']).default('safe'),
    limits: z
      .strictObject({
        bytes: z.int().min(1).max(10).default(5),
        name: z.string().min(2).optional(),
      })
      .prefault({}),
    rules: z
      .array(z.strictObject({ label: z.string(), weight: z.number().positive().optional() }))
      .optional(),
    size: z.union([z.string(), z.number()]).optional(),
    schema: z.custom<z.ZodType>((value) => value instanceof z.ZodType).optional(),
    onEnd: z.custom<() => void>((value) => typeof value === 'function').optional(),
    secret: z
      .string()
      .regex(/^\w{8}$/)
      .optional(),
    either: z.discriminatedUnion('type', [z.strictObject({ type: z.literal('a') })]).optional(),
  },
  'Write start({ store }).',
)

const check = (options: unknown) => checkOptions('start()', schema, options)

describe('options that are right', () => {
  it('come back with defaults, and what is in them is the same', () => {
    const checked = check({ store, schema: inner, onEnd, limits: {}, rules: undefined })
    expect(checked).toMatchObject({ mode: 'safe', limits: { bytes: 5 } })
    expect(checked.store).toBe(store)
    expect(checked.schema).toBe(inner)
    expect(checked.onEnd).toBe(onEnd)
    expectTypeOf(checked.mode).toEqualTypeOf<'fast' | 'safe'>()
  })
})

describe('a sentence says what is wrong with', () => {
  it.each<[string, string, unknown]>([
    [
      'an unknown option',
      'start() does not know the option "stores". Did you mean "store"?',
      { store, stores: 1 },
    ],
    [
      'one with other capitals',
      'does not know the option "onend". Did you mean "onEnd"?',
      { store, onend: onEnd },
    ],
    [
      'one that goes on',
      'the option "modeOfWork". Did you mean "mode"?',
      { store, modeOfWork: 'fast' },
    ],
    [
      'one inside',
      'the option "limits.byte". Did you mean "limits.bytes"?',
      { store, limits: { byte: 1 } },
    ],
    [
      'one in a list',
      'the option "rules[1].wieght". Did you mean "rules[1].weight"?',
      { store, rules: [{ label: 'x' }, { label: 'x', wieght: 1 }] },
    ],
    [
      'one of a union',
      'the option "either.typ". Did you mean',
      { store, either: { type: 'a', typ: 1 } },
    ],
    [
      'one like none',
      'the option "limits.colour". It knows bytes and name.',
      { store, limits: { colour: 1 } },
    ],
    ['a missing option', 'start() needs the option "store". Write store: new Store().', {}],
    [
      'another object',
      'start() got an object as the option "store". Write store: new Store().',
      { store: {} },
    ],
    [
      'a missing one inside',
      'start() needs the option "rules[0].label". It must be a string.',
      { store, rules: [{}] },
    ],
    [
      'text instead of options',
      'start() takes an object of options, not a string. Write start({ store }).',
      './x',
    ],
    [
      'no options',
      'start() takes an object of options, not undefined. Write start({ store }).',
      undefined,
    ],
    ['null', 'start() takes an object of options, not null.', null],
    ['a list', 'start() takes an object of options, not an array.', []],
    [
      'a word',
      'start() got "slow" as the option "mode". It must be "fast" or "safe".',
      { store, mode: 'slow' },
    ],
    [
      'a word that is none',
      'start() got 7 as the option "mode". It must be "fast" or "safe".',
      { store, mode: 7 },
    ],
    [
      'a fraction',
      'start() got 1.5 as the option "limits.bytes". It must be a whole number.',
      { store, limits: { bytes: 1.5 } },
    ],
    [
      'too little',
      'start() got 0 as the option "limits.bytes". It must be at least 1.',
      { store, limits: { bytes: 0 } },
    ],
    [
      'too much',
      'start() got 11 as the option "limits.bytes". It must be at most 10.',
      { store, limits: { bytes: 11 } },
    ],
    [
      'what must be above',
      'got 0 as the option "rules[0].weight". It must be above 0.',
      { store, rules: [{ label: 'x', weight: 0 }] },
    ],
    [
      'short text',
      'got a string as the option "limits.name". It must be at least 2 characters long.',
      { store, limits: { name: 'x' } },
    ],
    ['no list', 'got an object as the option "rules". It must be an array.', { store, rules: {} }],
    [
      'what has two types',
      'got true as the option "size". It must be a string or a number.',
      { store, size: true },
    ],
    [
      'a promise that was not awaited',
      'start() got a Promise as the option "store". Write store: new Store().',
      { store: Promise.resolve(store) },
    ],
  ])('%s', (_what, message, options) => {
    expect(() => check(options)).toThrow(ConfigurationError)
    expect(() => check(options)).toThrow(message)
  })

  it('all of it, what is unknown first', () => {
    expect(() => check({ stor: store, mode: 1 })).toThrow(
      'start() does not know the option "stor". Did you mean "store"?\n' +
        'start() needs the option "store". Write store: new Store().\n' +
        'start() got 1 as the option "mode". It must be "fast" or "safe".',
    )
  })

  it('the whole, by a check of the schema', () => {
    const paired = z.strictObject({ a: z.int().optional() }).refine(({ a }) => a, 'Set a.')
    expect(() => checkOptions('pair()', paired, {})).toThrow('pair(): Set a.')
  })

  it('a secret, without telling it', () => {
    expect(() => check({ store, secret: 'hunter2' })).toThrow(/got a string as the option "secret"/)
    expect(() => check({ store, secret: 'hunter2' })).not.toThrow(/hunter2/)
  })
})
