/** A test run that is interrupted leaves no Postgres server behind. */
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { isReachable } from '../../packages/core/test/support/reachable.ts'
import { fixture } from './support/fixture.ts'

const { start, clean } = fixture('interrupted')
const folder = mkdtempSync(join(tmpdir(), 'deskhand-interrupt-'))
afterAll(() => {
  clean()
  rmSync(folder, { recursive: true })
})

it.each(['SIGINT', 'SIGTERM'] as const)('stops the server on %s', async (signal) => {
  const file = join(folder, signal)
  const run = start({ POSTGRES_URL_FILE: file })
  const ended = once(run, 'exit')
  await expect.poll(() => existsSync(file), { timeout: 60_000 }).toBe(true)
  const url = readFileSync(file, 'utf8')
  expect(await isReachable(url)).toBe(true)
  run.kill(signal)
  await ended
  await expect.poll(() => isReachable(url)).toBe(false)
})
