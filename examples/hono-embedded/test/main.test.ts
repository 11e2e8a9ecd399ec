/** The demo as a process: how it starts and how it ends. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
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

test('says in one sentence what to do when the port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, output } = await start({ PORT: String(port) }).ended
  other.close()
  expect(code).toBe(1)
  expect(output.trim()).toBe(
    `Port ${port} is in use already. Choose another one: PORT=${port + 1} npx -y pnpm@12 demo`,
  )
})
