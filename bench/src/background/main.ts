/** `pnpm bench:background`: feeds, deliveries and services, and how long SQLite holds up the event loop. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEngine } from '../databases/open.ts'
import { enginesOf, oneOf, positive, ticketsOf } from '../options.ts'
import type { Line } from './bench.ts'
import { caseNames } from './cases.ts'
import { measure } from './measure.ts'
import { tableOf, writeReport } from './report.ts'

// So that what was started ends, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const usage = `pnpm bench:background [--size 34k] [--engine sqlite|postgres|both] [--only ${caseNames}] [--seconds 10] [--rounds 3] [--profile] [--write]`
const root = join(import.meta.dirname, '../../..')
const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== '--'),
  options: {
    size: { type: 'string', default: '34k' },
    engine: { type: 'string', default: 'both' },
    only: { type: 'string', default: caseNames.join(',') },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    profile: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const folder = join(root, '.data/bench')
const options = {
  tickets: ticketsOf(values.size, usage),
  seconds: positive(values.seconds, usage),
  rounds: positive(values.rounds, usage),
  only: values.only.split(',').map((name) => oneOf(caseNames, name, usage)),
  profiles: values.profile ? join(folder, 'background') : undefined,
}
const lines: Line[] = []
for (const name of enginesOf(values.engine, usage)) {
  const engine = await openEngine(name, folder)
  try {
    lines.push(...(await measure(engine, options, (text) => console.error(text))))
  } finally {
    await engine.close()
  }
}
const table = tableOf(lines)
console.log(table)
if (values.write) writeReport(join(root, 'docs/operations.md'), table, options.rounds)
