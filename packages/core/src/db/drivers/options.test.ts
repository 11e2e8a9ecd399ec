/** What `sqlite()` and `postgres()` say of options that are wrong, before anything is opened. */
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../../kit/errors.ts'
import { postgres } from './postgres.ts'
import { sqlite } from './sqlite.ts'

const ways =
  'Write postgres({ url: process.env.DATABASE_URL }), postgres({ pool }) or postgres({ drizzle }).'

const mistakes: readonly [
  what: string,
  message: string,
  make: (options: never) => unknown,
  options: unknown,
][] = [
  [
    'a path alone',
    "sqlite({ file }) takes an object of options, not a string. Write sqlite({ file: './helpdesk.db' }).",
    sqlite,
    './helpdesk.db',
  ],
  ['nothing', 'sqlite({ file }) takes an object of options, not undefined.', sqlite, undefined],
  [
    'no path',
    'sqlite({ file }) needs the option "file". It must be a path, or ":memory:".',
    sqlite,
    { file: undefined },
  ],
  [
    'an empty path',
    'got a string as the option "file". It must not be empty.',
    sqlite,
    { file: '' },
  ],
  [
    'another name for the path',
    'sqlite({ file }) does not know the option "filename". Did you mean "file"?',
    sqlite,
    { filename: 'x.db' },
  ],
  [
    'a connection of another library',
    'sqlite({ database }) got an object as the option "database". It must be a DatabaseSync of node:sqlite.',
    sqlite,
    { database: { prepare: () => {} } },
  ],
  [
    'a connection and a path',
    'sqlite({ database }) does not know the option "file". It knows database.',
    sqlite,
    { database: {}, file: 'x.db' },
  ],
  [
    'a URL alone',
    `postgres({ url }) takes an object of options, not a string. ${ways}`,
    postgres,
    'postgres://a:b@c/d',
  ],
  [
    'a URL that the environment lacks',
    'postgres({ url }) needs the option "url". It must be text such as "postgres://user:password@host:5432/database". If it comes from the environment, see whether it is set there.',
    postgres,
    { url: undefined },
  ],
  [
    'an empty URL',
    'got a string as the option "url". It must be text such as',
    postgres,
    { url: '' },
  ],
  [
    'another name for the URL',
    'postgres({ url }) does not know the option "uri". Did you mean "url"?',
    postgres,
    { uri: 'postgres://a:b@c/d' },
  ],
  [
    'no connections',
    'postgres({ url }) got 0 as the option "max". It must be a whole number, 1 at least.',
    postgres,
    { url: 'postgres://a:b@c/d', max: 0 },
  ],
  [
    'a client instead of a pool',
    'postgres({ pool }) got an object as the option "pool". It must be a Pool of pg.',
    postgres,
    { pool: { connect: () => {}, query: () => {} } },
  ],
  [
    'more connections for a pool',
    'postgres({ pool }) does not know the option "max". It knows pool.',
    postgres,
    { pool: { connect: () => {}, totalCount: 0 }, max: 5 },
  ],
  [
    'no database of drizzle',
    'postgres({ drizzle }) got a function as the option "drizzle". It must be a database made by drizzle()',
    postgres,
    { drizzle: () => {} },
  ],
]

describe('a database is refused with', () => {
  it.each(mistakes)('%s', (_what, message, make, options) => {
    expect(() => make(options as never)).toThrow(ConfigurationError)
    expect(() => make(options as never)).toThrow(message)
  })

  it('a password in it, which nobody reads', () => {
    expect(() => postgres('postgres://ada:hunter2@host/x' as never)).not.toThrow(/hunter2/)
  })
})
