/** `pnpm bench` */
import { join } from 'node:path'
import { openEngine } from './databases/open.ts'
import { measure } from './measure.ts'
import { optionsFrom } from './options.ts'
import { tableOf } from './table.ts'

const folder = join(import.meta.dirname, '../../.data/bench')
const options = optionsFrom(process.argv.slice(2))
const say = (text: string) => console.error(text)

const measurements = []
for (const name of options.engines) {
  const engine = await openEngine(name, folder)
  try {
    measurements.push(...(await measure(engine, options, say)))
  } finally {
    await engine.close()
  }
}
console.log(tableOf(measurements, []))
