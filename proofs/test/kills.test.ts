/** The demo is killed at random moments under load; what it acknowledged has to be there afterwards. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Storage } from '@deskhand/core'
import { expect, onTestFinished, test } from 'vitest'
import { reportDeliveries, settled } from '../src/deliveries.ts'
import { engines, type SharedDatabase } from '../src/engines.ts'
import { brokenInvariants } from '../src/invariants.ts'
import { findTickets } from '../src/kills/found.ts'
import { createGate } from '../src/kills/gate.ts'
import { quiet } from '../src/kills/quiet.ts'
import { createWorker, type Tally } from '../src/kills/worker.ts'
import { launch, type Starting } from '../src/process.ts'
import { createRandom } from '../src/random.ts'
import { isLong, kills, seed } from '../src/settings.ts'

const workers = 6
/** A host is killed after so long, however little it has answered. */
const longestMs = 10_000
/** What a process that died had locked is free after thirty seconds: the last start comes later. */
const laterMs = 40_000

test.each(engines)(
  `$name: ${kills} kills lose nothing that was acknowledged`,
  async ({ name, create }) => {
    console.info(`${name}: pnpm prove kills --kills ${kills} --seed ${seed}`)
    const random = createRandom(`${seed}/${name}`)
    const database = await create()
    const env = { PORT: '0', HELPDESK_SECRET: 's'.repeat(32), ...database.env }
    const gate = createGate()
    const crew = Array.from({ length: workers }, (_, index) =>
      createWorker(`w${index}`, random.fork(`worker ${index}`), gate),
    )
    let host: Starting | undefined
    onTestFinished(async () => {
      gate.close()
      await host?.kill()
      await database.remove()
    })

    async function start(more: Readonly<Record<string, string>> = {}): Promise<string> {
      host = launch('demo', { ...env, ...more })
      return (await host.ready).url
    }

    const check = (when: string) =>
      looking(database, async (storage) => {
        const found = await findTickets(storage)
        const faults = crew.flatMap((worker) => worker.check(found))
        faults.push(...(await brokenInvariants(storage)))
        expect(faults, `seed ${seed}, ${when}`).toEqual([])
      })

    const working = Promise.all(crew.map((worker) => worker.run()))
    const failure = working.then(() => new Promise<never>(() => {}))
    failure.catch(() => undefined)

    for (let kill = 1; kill <= kills; kill++) {
      // Some on its way up, while it migrates or fills the empty database.
      if (random.chance(0.2)) {
        host = launch('demo', env)
        host.ready.catch(() => undefined)
        await pause(random.between(100, 3_000))
        await host.kill()
        continue
      }
      const url = await start()
      await check(`before kill ${kill}`)
      if (kill % 10 === 0) console.info(`${name}: kill ${kill} of ${kills}, nothing lost so far`)
      gate.open(url)
      await Promise.race([failure, gate.answers(random.between(1, 120)), pause(longestMs)])
      await pause(random.between(0, 30))
      gate.close()
      await host?.kill()
      await gate.idle()
      await looking(database, quiet)
    }

    gate.open(await start().then((url) => check('after the last kill').then(() => url)))
    for (const worker of crew) worker.finish()
    await working
    await check('with nothing in doubt')
    await host?.kill()

    await start({ CLOCK_AHEAD_MS: String(isLong ? 0 : laterMs) })
    await looking(database, async (storage) => {
      await settled(storage, 600_000)
      const { faults, ...counts } = await reportDeliveries(storage)
      expect(faults).toEqual([])
      expect(counts.appliedByFeed).toBeGreaterThan(0)
      console.info(`${name}: ${kills} kills, ${JSON.stringify({ ...sum(crew), ...counts })}`)
    })
    await check('in the end')
  },
  isLong ? 2 * 3_600_000 : 600_000,
)

/** Nothing stays open, so that the next start of the host is the first to open the file again. */
async function looking<T>(
  database: SharedDatabase,
  look: (storage: Storage) => Promise<T>,
): Promise<T> {
  const storage = database.open()
  try {
    return await look(storage)
  } finally {
    await storage.close()
  }
}

function sum(crew: readonly { readonly tally: Tally }[]): Tally {
  const total: Tally = { acknowledged: 0, inDoubt: 0, applied: 0, replayed: 0 }
  for (const { tally } of crew)
    for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += tally[key]
  return total
}
