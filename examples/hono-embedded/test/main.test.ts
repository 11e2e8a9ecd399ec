/** The demo as a process: how it starts and how it ends. */
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startScript } from '../../../packages/core/test/support/processes.ts'
import { temporaryFolder } from './support/settings.ts'

const main = join(import.meta.dirname, '../src/main.ts')
const folder = temporaryFolder()
afterAll(folder.remove)

const start = (env: Readonly<Record<string, string>>) =>
  startScript(main, [], { env: { DATA_DIR: folder.path, PORT: '0', ...env } })

test.each(['SIGINT', 'SIGTERM'] as const)(
  'serves until %s and ends in good order',
  async (signal) => {
    const demo = start({})
    const url = await demo.printed(/http:\/\/[\w.]+:\d+/)
    expect((await fetch(url)).status).toBe(200)
    expect(await demo.end(signal)).toBe(0)
  },
  120_000,
)

test('says in one sentence what to do when the port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const demo = start({ PORT: String(port) })
  expect(await demo.ended).toBe(1)
  other.close()
  expect(demo.errors().trim()).toBe(
    `Port ${port} is in use already. Choose another one: PORT=${port + 1} npx -y pnpm@12 demo`,
  )
})
