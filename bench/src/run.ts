/** The whole benchmark, from options to table. */
import { openEngine } from './databases/open.ts'
import { type Measurement, measure } from './measure.ts'
import type { Options } from './options.ts'
import { measureStartup } from './startup/measure.ts'
import { tableOf } from './table.ts'

/** `folder` keeps what was seeded. */
export async function run(
  options: Options,
  folder: string,
  say: (text: string) => void,
): Promise<string> {
  const measurements: Measurement[] = []
  for (const name of options.engines) {
    const engine = await openEngine(name, folder)
    try {
      measurements.push(...(await measure(engine, options, say)))
    } finally {
      await engine.close()
    }
  }
  const overheads = options.startup ? await measureStartup(folder) : []
  return tableOf(measurements, overheads)
}
