/** Every route of the OpenAPI document, asked by everyone, as it should not be. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Barrage, createBarrage } from '../../src/hostile/barrage.ts'
import { engines, type HostileDesk, openDesk } from '../../src/hostile/desk.ts'
import { createRandom } from '../../src/random.ts'
import { isLong, seed, times } from '../../src/settings.ts'

/** Findings after which it stops. */
const enough = 10
const most = { heapUsed: 100, rss: 400 } as const
/** Rounds of a test, so that none of them takes minutes. */
const roundsEach = times(2, 10)

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function mebibytes(): Record<'heapUsed' | 'rss', number> {
  collectGarbage()
  const { heapUsed, rss } = process.memoryUsage()
  return { heapUsed: heapUsed / 2 ** 20, rss: rss / 2 ** 20 }
}

describe.each(engines)('on $name', (engine) => {
  const parts = engine.name === 'sqlite' ? times(12, 80) : times(5, 30)
  let hostile: HostileDesk
  let barrage: Barrage
  let memory = mebibytes()

  beforeAll(async () => {
    console.info(`${engine.name}: pnpm prove hostile --seed ${seed}${isLong ? ' --long' : ''}`)
    hostile = await openDesk(engine)
    barrage = await createBarrage(hostile, createRandom(`${seed}/hostile/${engine.name}`))
  })
  afterAll(() => hostile?.close())

  // Each part goes on from the one before it.
  test.each(Array.from({ length: parts }, (_, part) => part + 1))(
    `nothing that is sent breaks it, and what is refused changes nothing: part %i of ${parts}`,
    async (part) => {
      const findings: string[] = []
      for (let round = 0; round < roundsEach && findings.length < enough; round++) {
        findings.push(...(await barrage.round(enough - findings.length)))
      }
      expect(findings).toEqual([])
      if (part === Math.ceil(parts / 5)) memory = mebibytes()
    },
  )

  test('it was hit, it lives, and its memory is where it was', async () => {
    // Were it blind or never lucky, it would prove nothing.
    expect(barrage.noticed()).toBeGreaterThan((parts * roundsEach) / 2)
    expect(barrage.replays()).toBeGreaterThanOrEqual(times(0, 20))
    const grown = mebibytes()
    for (const kind of ['heapUsed', 'rss'] as const) {
      expect(grown[kind] - memory[kind], `${kind} in MiB`).toBeLessThan(most[kind])
    }
    const alive = await hostile.desk.request('root', 'GET', '/capabilities')
    expect(alive.status).toBe(200)
    console.info(
      `${engine.name}: answers ${JSON.stringify(Object.fromEntries(barrage.tally))} of ${hostile.document.operations.length} routes; heap ${Math.round(memory.heapUsed)} → ${Math.round(grown.heapUsed)} MiB, resident ${Math.round(memory.rss)} → ${Math.round(grown.rss)} MiB`,
    )
  })
})
