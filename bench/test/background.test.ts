/** That the benchmark of background work runs; how fast anything is does not matter here. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Line } from '../src/background/bench.ts'
import { caseNames } from '../src/background/cases.ts'
import { measure } from '../src/background/measure.ts'
import { runRole } from '../src/background/process.ts'
import { tableOf } from '../src/background/report.ts'
import type { Engine } from '../src/databases/engine.ts'
import { engineNames, openTestEngine } from './engines.ts'

const tickets = 200
const folder = mkdtempSync(join(tmpdir(), 'deskhand-bench-background-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const verdict = /[≤≥] [\d.]+ (met|\*\*missed\*\*)$/

describe.each(engineNames)('on %s', (name) => {
  let engine: Engine
  let lines: readonly Line[]
  const said: string[] = []

  beforeAll(async () => {
    engine = await openTestEngine(name, folder)
    const options = { tickets, seconds: 0.5, rounds: 1, only: caseNames }
    lines = await measure(engine, options, (text) => void said.push(text))
  }, 120_000)
  afterAll(() => engine?.close())

  test('measures every case', () => {
    const shape = lines.map(({ title, figure }) =>
      `${title}: ${figure}`.replaceAll(/-?\d[\d,]*(\.\d+)?/g, '#'),
    )
    expect(shape).toEqual([
      ...(name === 'sqlite' ? ['delay of the event loop, p#: # ms'] : []),
      'backlog of # feeds and # subscribers at # events/s: # events',
      'processor time of # feeds, for each event: # ms',
      'processor time of # subscribers, for each event: # ms',
      'feed that replays # events: #/s',
      '# deliveries that do nothing: #/s',
      'writes of an idle process with # instances of a service: #/s',
    ])
    expect(said).toHaveLength(1 + lines.length)
    if (name === 'sqlite') expect(lines[0]?.cpu).toMatch(/^\d+\.\d ms$/)
  })

  test('says of every aim whether it is met', () => {
    const judged = lines.filter(({ aim }) => aim !== '–')
    expect(judged).toHaveLength(lines.length - 1)
    for (const { aim } of judged) expect(aim).toMatch(verdict)
  })

  test('works off everything, as the same loop without the helpdesk does', () => {
    const [replay, deliveries] = lines.filter(({ ratio }) => ratio !== '–')
    const events = Number(replay?.title.match(/[\d,]+/)?.[0].replace(',', ''))
    expect(events).toBeGreaterThanOrEqual(tickets)
    expect(deliveries?.title).toMatch(new RegExp(`^${tickets} deliveries`))
    for (const line of [replay, deliveries]) {
      expect(line?.beside).toMatch(/^bare loop [\d,]+\/s$/)
      expect(line?.cpu).toMatch(/^[\d,]+ µs, bare [\d,]+ µs$/)
    }
  })

  test('prints a line for each figure', () => {
    const [head, rule, ...rows] = tableOf(lines).split('\n')
    expect(head).toBe('| case | database | Deskhand | beside | ratio | CPU | aims |')
    expect(rule).toMatch(/^[| :-]+$/)
    expect(rows).toHaveLength(lines.length)
  })
})

test('a process does not outlive its deadline', async () => {
  const engine = await openTestEngine('sqlite', folder)
  try {
    await engine.seed(tickets)
    const place = await engine.copy(tickets, 'deadline')
    const settings = { instances: 1, seconds: 3_600 }
    const run = runRole('services', place, settings, { seconds: 1 })
    await expect(run).rejects.toThrow('The process "services" ended without an answer.')
  } finally {
    await engine.close()
  }
})
