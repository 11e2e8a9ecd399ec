/** `pnpm bench:attachments [--rounds 30] [--write]`: files over HTTP beside a bare Hono route. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measure } from './measure.ts'
import { tableOf, writeReport } from './report.ts'

// So that what was started ends, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const root = join(import.meta.dirname, '../../..')
const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== '--'),
  options: {
    rounds: { type: 'string', default: '30' },
    write: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) {
  throw new Error(`--rounds is ${values.rounds}. Say how often to measure, such as --rounds 30.`)
}
const table = tableOf(
  await measure(
    join(root, '.data/bench/attachments'),
    { rounds, starts: 3, parallel: 32, parallelSize: 50 },
    (text) => console.error(text),
  ),
)
console.log(table)
if (values.write) writeReport(join(root, 'docs/attachments.md'), table, rounds)
process.exit(0)
