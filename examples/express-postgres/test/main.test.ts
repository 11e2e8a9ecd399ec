/** The shop as a process: what it says when it can't start, behind a proxy, and how it ends. */
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freshPostgres } from '../../../packages/core/test/support/databases.ts'
import { startScript } from '../../../packages/core/test/support/processes.ts'
import { StartError, settingsFrom } from '../src/settings.ts'
import { settingsFor } from './support/settings.ts'

const main = join(import.meta.dirname, '../src/main.ts')

test.each([
  ['DATABASE_URL', ''],
  ['SESSION_SECRET', ''],
  ['HELPDESK_SECRET', ''],
  ['PORT', 'http'],
])('says what is wrong with %s', (name, value) => {
  const env = { DATABASE_URL: 'a', SESSION_SECRET: 'b', HELPDESK_SECRET: 'c' }
  expect(settingsFrom(env)).toMatchObject({ host: '127.0.0.1', port: 3000, isBehindProxy: false })
  expect(() => settingsFrom({ ...env, [name]: value })).toThrow(StartError)
  expect(() => settingsFrom({ ...env, [name]: value })).toThrow(name)
})

test('serves behind a proxy until SIGTERM, and ends in good order', async () => {
  const { url, drop } = await freshPostgres()
  onTestFinished(drop)
  const { sessionSecret, helpdeskSecret } = settingsFor(url)
  const started = startScript(main, [], {
    env: {
      PORT: '0',
      DATABASE_URL: url,
      SESSION_SECRET: sessionSecret,
      HELPDESK_SECRET: helpdeskSecret,
      BEHIND_PROXY: 'yes',
    },
  })
  const shop = await started.printed(/http:\/\/[\w.]+:\d+(?=\s)/)

  const proxied = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'shop.example' }
  const form = { email: 'ada@customer.example', password: 'correct horse' }
  const signedIn = await fetch(`${shop}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { ...proxied, origin: 'https://shop.example' },
    redirect: 'manual',
  })
  expect(signedIn.headers.get('set-cookie')).toContain('; Secure;')
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const opened = await fetch(`${shop}/helpdesk/tickets`, {
    method: 'POST',
    body: JSON.stringify({ subject: 'x', description: 'x' }),
    headers: {
      ...proxied,
      cookie,
      origin: 'https://shop.example',
      'content-type': 'application/json',
    },
  })
  expect(opened.status).toBe(201)

  expect(await started.end('SIGTERM')).toBe(0)
})
