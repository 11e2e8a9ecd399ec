/** `pnpm bench:profile <case>`: which functions the processor time of a request goes to. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Case, caseNamed, casesFor, headersOf } from '../cases.ts'
import { openEngine } from '../databases/open.ts'
import { connections } from '../load.ts'
import { engineOf, ticketsOf } from '../options.ts'
import type { BenchApp } from '../server/app.ts'
import { bareApp } from '../server/bare.ts'
import { helpdeskApp } from '../server/deskhand.ts'
import { profileOf } from './profiler.ts'
import { summaryOf } from './summary.ts'

const folder = join(import.meta.dirname, '../../../.data/bench')
const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== '--'),
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '10k' },
    engine: { type: 'string', default: 'sqlite' },
    seconds: { type: 'string', default: '5' },
    top: { type: 'string', default: '25' },
    bare: { type: 'boolean', default: false },
  },
})
const tickets = ticketsOf(values.size)
const engine = await openEngine(engineOf(values.engine), folder)
try {
  const one = caseNamed(casesFor(await engine.seed(tickets)), positionals[0] ?? '')
  const place = await engine.copy(tickets, 'profile')
  const app = values.bare ? await bareApp(place, [one]) : await helpdeskApp(place)
  await requests(app.fetch, one, Number(values.seconds) / 2)
  const before = process.cpuUsage()
  const { result: answered, profile } = await profileOf(() =>
    requests(app.fetch, one, Number(values.seconds)),
  )
  const { user, system } = process.cpuUsage(before)
  const file = join(folder, `${one.name}-${values.engine}.cpuprofile`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, JSON.stringify(profile))
  console.log(
    `${one.title}: ${answered} requests in process, ${Math.round((user + system) / answered)} µs of processor time each (with the profiler)\n`,
  )
  console.log(summaryOf(profile, answered, Number(values.top)))
  await app.close()
} finally {
  await engine.close()
}

/** As many at once as there would be connections. */
async function requests(fetch: BenchApp['fetch'], one: Case, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1_000
  let answered = 0
  const worker = async () => {
    while (performance.now() < end) {
      const path = one.paths[answered++ % one.paths.length]
      const response = await fetch(
        new Request(`http://bench.example${path}`, {
          method: one.kind === 'write' ? 'POST' : 'GET',
          headers: headersOf(one),
          ...(one.body && { body: JSON.stringify(one.body) }),
        }),
      )
      const text = await response.text()
      if (response.status >= 300) throw new Error(`${path}: ${response.status} ${text}`)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  return answered
}
