/** That the benchmark runs and compares like with like; how fast anything is does not matter here. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Case, caseNames, casesFor, headersOf } from '../src/cases.ts'
import type { Engine } from '../src/databases/engine.ts'
import { optionsFrom } from '../src/options.ts'
import { run } from '../src/run.ts'
import { bareApp } from '../src/server/bare.ts'
import { helpdeskApp } from '../src/server/deskhand.ts'
import { engineNames, openTestEngine } from './engines.ts'

const tickets = 1_000
const folder = mkdtempSync(join(tmpdir(), 'deskhand-bench-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type App = Awaited<ReturnType<typeof bareApp>>

describe.each(engineNames)('on %s', (name) => {
  let engine: Engine
  let cases: readonly Case[]
  let deskhand: Awaited<ReturnType<typeof helpdeskApp>>
  let bare: App

  beforeAll(async () => {
    engine = await openTestEngine(name, folder)
    cases = casesFor(await engine.seed(tickets))
    // First, because it records every statement of this process, and the helpdesk works in the background.
    bare = await bareApp(await engine.copy(tickets, 'bare'), cases)
    deskhand = await helpdeskApp(await engine.copy(tickets, 'deskhand'))
  })
  afterAll(async () => {
    await bare?.close()
    await deskhand?.close()
    await engine?.close()
  })

  test.each(caseNames)('%s: the bare route gives the same answer', async (caseName) => {
    const one = cases.find((candidate) => candidate.name === caseName) as Case
    expect(one.paths.length).toBeGreaterThan(0)
    for (const path of one.paths) {
      const [ours, theirs] = [await ask(deskhand, one, path), await ask(bare, one, path)]
      expect(ours.status).toBe(one.kind === 'write' ? 201 : 200)
      expect(theirs).toEqual(ours)
    }
  })
})

test('prints one table with a line for each figure', async () => {
  const options = optionsFrom(['--size', String(tickets), '--engine', 'sqlite', '--only', 'newest'])
  const quick = { ...options, seconds: 0.2, rounds: 1 }
  const [head, rule, row, ...more] = (await run(quick, folder, () => {})).split('\n')
  expect(head).toContain('| case | database | tickets | req/s |')
  expect(rule).toMatch(/^[| :-]+$/)
  expect(row).toMatch(
    /^\| newest 50 open tickets \| sqlite \| 1k \| \d+ \|.*≥ 0.6 (met|\*\*missed\*\*)/,
  )
  expect(more).toEqual([])
})

test('refuses what it does not understand', () => {
  expect(() => optionsFrom(['--engine', 'mysql'])).toThrow('"mysql" is not understood.')
  expect(optionsFrom(['--size', '1m,10k']).sizes).toEqual([10_000, 1_000_000])
})

/** Without what is new in each answer: ids, times and numbers. */
async function ask({ fetch }: Pick<App, 'fetch'>, one: Case, path: string) {
  const response = await fetch(
    new Request(`http://bench.example${path}`, {
      method: one.kind === 'write' ? 'POST' : 'GET',
      headers: headersOf(one),
      ...(one.body && { body: JSON.stringify(one.body) }),
    }),
  )
  const text = await response.text()
  if (one.kind === 'read') return { status: response.status, answer: JSON.parse(text) as unknown }
  const masked = text
    .replaceAll(/"[\da-f-]{36}"/g, '"id"')
    .replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"time"')
    .replaceAll(/"number":\d+/g, '"number":0')
  return { status: response.status, answer: JSON.parse(masked) as unknown }
}
