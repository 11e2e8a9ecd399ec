/** `pnpm bench` */
import { join } from 'node:path'
import { optionsFrom } from './options.ts'
import { writeReport } from './report.ts'
import { run } from './run.ts'

const root = join(import.meta.dirname, '../..')
const options = optionsFrom(process.argv.slice(2))
const table = await run(options, join(root, '.data/bench'), (text) => console.error(text))
console.log(table)
if (options.write) writeReport(join(root, 'docs/benchmarks.md'), table)
