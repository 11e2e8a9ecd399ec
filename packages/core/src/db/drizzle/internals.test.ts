/** Checks the internals of drizzle-orm that this folder uses, and that no other code uses them. */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { npmVersion } from 'drizzle-orm/version'
import { describe, expect, it } from 'vitest'
import { builders } from '../../../test/support/drizzle-internals/builders.ts'
import { queries } from '../../../test/support/drizzle-internals/queries.ts'
import { sessions } from '../../../test/support/drizzle-internals/sessions.ts'

const core = resolve(import.meta.dirname, '../../..')
const folder = 'src/db/drizzle'
const read = (file: string) => readFileSync(join(core, file), 'utf8')

const internals = [queries, builders, sessions].flatMap((part) =>
  Object.entries(part).flatMap(([file, named]) =>
    Object.entries(named).map(([name, internal]) => ({ file, name, ...internal })),
  ),
)

describe.each(internals)('$name in $file', ({ file, name, means, check }) => {
  it('works in drizzle-orm as this folder expects', async () => {
    try {
      await check()
    } catch (cause) {
      throw new Error(
        `drizzle-orm ${npmVersion} has changed \`${name}\`, which it does not document. packages/core/${folder}/${file} expects this: ${means}. Look in the source of drizzle-orm for what replaces it, adapt ${file} and its check, and run \`pnpm test packages/core/src/db\`. Until then, keep the previous version.`,
        { cause },
      )
    }
  })

  it('is still used', () => {
    const isNamed = read(`${folder}/${file}`).includes(name)
    expect(isNamed, `${file} no longer contains \`${name}\`. Delete its check.`).toBe(true)
  })
})

it('is used in this folder only', () => {
  const names = internals.flatMap(({ name, elsewhere }) => elsewhere ?? new RegExp(`\\b${name}\\b`))
  const patterns = [/Symbol\.for\('drizzle:/, ...names.filter((pattern) => pattern !== false)]
  const found = globSync('{src,scripts,test}/**/*.ts', { cwd: core })
    .filter((file) => !file.startsWith(folder) && !file.includes('/drizzle-internals/'))
    .map((file) => ({ file, text: read(file) }))
    .flatMap(({ file, text }) =>
      patterns.flatMap((pattern) => text.match(pattern) ?? []).map((name) => `${name} in ${file}`),
    )
  expect(
    found,
    `Only packages/core/${folder} may name these: drizzle-orm does not document them. Add a function there, and a check to packages/core/test/support/drizzle-internals.`,
  ).toEqual([])
})
