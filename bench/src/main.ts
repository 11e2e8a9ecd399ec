/** `pnpm bench` */
import { join } from 'node:path'
import { optionsFrom } from './options.ts'
import { writeReport } from './report.ts'
import { run } from './run.ts'

// So that what was started ends, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const root = join(import.meta.dirname, '../..')
const options = optionsFrom(process.argv.slice(2))
const table = await run(options, join(root, '.data/bench'), (text) => console.error(text))
console.log(table)
if (options.write) writeReport(join(root, 'docs/benchmarks.md'), table)
