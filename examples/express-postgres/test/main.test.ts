/** The shop as a process: what it says when it can't start, behind a proxy, and how it ends. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freshPostgres } from '../../../packages/core/test/support/databases.ts'
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
  const child = spawn(process.execPath, ['--conditions=deskhand-source', main], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: url,
      SESSION_SECRET: sessionSecret,
      HELPDESK_SECRET: helpdeskSecret,
      BEHIND_PROXY: 'yes',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const [found] = /http:\/\/[\w.]+:\d+/.exec(output) ?? []
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`It ended before it served anything: ${output}`)))
  })
  const shop = await address

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

  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})
