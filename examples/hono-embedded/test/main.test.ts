/** The demo as a process: how it starts, how it ends, what it says when it can't. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { freshPostgres } from '../../../packages/core/test/support/databases.ts'
import { temporaryFolder } from './support/settings.ts'

const main = join(import.meta.dirname, '../src/main.ts')
const folder = temporaryFolder()
afterAll(folder.remove)

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ['--conditions=deskhand-source', main], {
    env: { PATH: process.env.PATH, DATA_DIR: folder.path, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const url = Promise.withResolvers<string>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const found = /http:\/\/[\w.]+:\d+/.exec(output)
      if (found) url.resolve(found[0])
    })
  }
  const ended = once(child, 'close').then(([code]) => {
    url.reject(new Error(`It ended before it served anything: ${output}`))
    return { code: code as number | null, output }
  })
  // Nobody waits for the address of one that is meant to fail.
  url.promise.catch(() => {})
  return { child, url: url.promise, ended }
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'serves until %s and ends in good order',
  async (signal) => {
    const { child, url, ended } = start({})
    expect((await fetch(await url)).status).toBe(200)
    child.kill(signal)
    expect((await ended).code).toBe(0)
  },
  120_000,
)

describe('what it says when', () => {
  async function complaint(env: Record<string, string>): Promise<string> {
    const { code, output } = await start(env).ended
    expect(code).toBe(1)
    expect(output).not.toContain('    at ')
    return output
  }

  test('the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    expect(await complaint({ PORT: String(port) })).toContain(
      `Port ${port} is in use already. Choose another one: PORT=${port + 1}`,
    )
    other.close()
  })

  test('the port is not a number', async () => {
    expect(await complaint({ PORT: 'http' })).toContain('PORT is "http". Set it to a number')
  })

  test('DATABASE_URL is not a URL of Postgres', async () => {
    expect(await complaint({ DATABASE_URL: 'mysql://localhost/app' })).toContain(
      'DATABASE_URL must look like postgres://',
    )
  })

  test('no Postgres answers', async () => {
    expect(await complaint({ DATABASE_URL: 'postgres://127.0.0.1:1/app' })).toContain(
      'No Postgres answers at 127.0.0.1:1 (ECONNREFUSED)',
    )
  })

  test('there is no database of that name', async () => {
    const { url, drop } = await freshPostgres()
    await drop()
    expect(await complaint({ DATABASE_URL: url })).toContain('has no database of that name')
  })

  test('the data folder cannot be made', async () => {
    expect(await complaint({ DATA_DIR: join(main, 'data') })).toContain('Set DATA_DIR to a folder')
  })
})
