/** What somebody reads whose demo does not start. */
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freshPostgres } from '../../../packages/core/test/support/databases.ts'
import { startDemo } from '../src/demo.ts'
import { explain } from '../src/explain.ts'
import { type Settings, settingsFrom } from '../src/settings.ts'
import { settingsIn, temporaryFolder } from './support/settings.ts'

const folder = temporaryFolder()
afterAll(folder.remove)

/** The sentence for what goes wrong when the demo starts with these settings. */
async function sentence(changes: Partial<Settings>): Promise<string | undefined> {
  const settings = { ...settingsIn(folder.path), ...changes }
  const error = await startDemo(settings).then(
    (demo) => demo.stop(),
    (error: unknown) => error,
  )
  return explain(error, settings)
}

test.each([
  [{ PORT: 'http' }, 'PORT is "http". Set it to a number such as 3001.'],
  [{ PORT: '70000' }, 'PORT is "70000". Set it to a number such as 3001.'],
  [{ DATABASE_URL: 'mysql://localhost/app' }, /^DATABASE_URL must look like postgres:\/\//],
  [{ DATABASE_URL: 'app' }, /^DATABASE_URL must look like postgres:\/\//],
])('settings that mean nothing: %o', (env, message) => {
  expect(() => settingsFrom(env)).toThrow(message)
})

test('settings that are left out or empty', () => {
  expect(settingsFrom({ INIT_CWD: '/somewhere', PORT: '', DATABASE_URL: '' })).toEqual({
    host: '127.0.0.1',
    port: 3000,
    dataDir: '/somewhere/.data',
    databaseUrl: undefined,
    secret: undefined,
  })
})

test('no Postgres answers', async () => {
  expect(await sentence({ databaseUrl: 'postgres://127.0.0.1:1/app' })).toBe(
    'No Postgres answers at 127.0.0.1:1 (ECONNREFUSED). Start it, correct DATABASE_URL, or unset it to use SQLite.',
  )
})

test('Postgres has no such database', async () => {
  const { url, drop } = await freshPostgres()
  await drop()
  expect(await sentence({ databaseUrl: url })).toContain('has no database of that name')
})

test('Postgres has no such user', async () => {
  const { url, drop } = await freshPostgres()
  const stranger = new URL(url)
  stranger.username = 'nobody-at-all'
  const message = await sentence({ databaseUrl: stranger.href })
  await drop()
  expect(message).toContain('refuses the user or password of DATABASE_URL')
})

test('the data folder cannot be made', async () => {
  const dataDir = join(import.meta.filename, 'data')
  expect(await sentence({ dataDir })).toContain(`Can't write to ${dataDir}`)
})

test('the secret is too short', async () => {
  expect(await sentence({ secret: 'short' })).toContain('at least 32 characters')
})

test('something that nobody has thought of', () => {
  expect(explain(new Error('What?'), settingsIn(folder.path))).toBeUndefined()
})
