/** The cases, one after the other, each in processes of its own on copies of the seeded database. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../databases/engine.ts'
import type { Bench, Line, Sizes } from './bench.ts'
import { type CaseName, cases } from './cases.ts'
import { runRole } from './process.ts'

/** How long a process may take for everything but what goes on for `sizes.seconds`. */
const patience = 300

export interface MeasureOptions extends Sizes {
  readonly only: readonly CaseName[]
  /** A folder for profiles of V8. Default: none are taken. */
  readonly profiles?: string | undefined
}

export async function measure(
  engine: Engine,
  { only, profiles, ...sizes }: MeasureOptions,
  say: (text: string) => void,
): Promise<Line[]> {
  say(`${engine.name} ${sizes.tickets}: seeding`)
  await engine.seed(sizes.tickets)
  if (profiles !== undefined) mkdirSync(profiles, { recursive: true })
  let runs = 0
  const bench: Bench = {
    engine: engine.name,
    sizes,
    async best(role, settings, figure) {
      const inRound = async () => {
        const place = await engine.copy(sizes.tickets, 'background')
        const name = `${engine.name}-${role}-${++runs}.cpuprofile`
        const profile = profiles && join(profiles, name)
        return runRole(role, place, settings, { profile, seconds: patience + sizes.seconds })
      }
      let best = await inRound()
      for (let round = 1; round < sizes.rounds; round++) {
        const next = await inRound()
        if (figure(next) < figure(best)) best = next
      }
      return best
    },
  }
  const lines: Line[] = []
  for (const name of only) {
    for (const line of await cases[name](bench)) {
      lines.push(line)
      say(`${line.engine} ${line.title}: ${line.figure}, ${line.beside}, ${line.cpu}, ${line.aim}`)
    }
  }
  return lines
}
