/** Every route of the OpenAPI document, asked by everyone, as it should not be. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { faultsOf } from '../../src/hostile/check.ts'
import { engines, openDesk } from '../../src/hostile/desk.ts'
import { watch } from '../../src/hostile/digest.ts'
import { type Draft, draft, repeat } from '../../src/hostile/draft.ts'
import { learn, prepareGround, tenants } from '../../src/hostile/ground.ts'
import { createRepeats } from '../../src/hostile/repeats.ts'
import { describeDraft, requestOf, send } from '../../src/hostile/send.ts'
import { spoil } from '../../src/hostile/spoil.ts'
import { createRandom } from '../../src/random.ts'
import { isLong, seed, times } from '../../src/settings.ts'

const customers = new Set(['ada', 'ben', 'carl'])
/** Findings after which it stops. */
const enough = 10
const most = { heapUsed: 100, rss: 400 } as const

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function mebibytes(): Record<'heapUsed' | 'rss', number> {
  collectGarbage()
  const { heapUsed, rss } = process.memoryUsage()
  return { heapUsed: heapUsed / 2 ** 20, rss: rss / 2 ** 20 }
}

test.each(engines)(
  '$name: nothing that is sent breaks it, and what is refused changes nothing',
  async (engine) => {
    console.info(`${engine.name}: pnpm prove hostile --seed ${seed}${isLong ? ' --long' : ''}`)
    const random = createRandom(`${seed}/hostile/${engine.name}`)
    const hostile = await openDesk(engine)
    onTestFinished(() => hostile.close(), 60_000)
    const { desk, document } = hostile
    const ground = await prepareGround(hostile)
    const repeats = createRepeats()
    const source = { random, ground, document }
    const keyed: Draft[] = []
    let replays = 0
    const tally = new Map<string, number>()
    const { changes } = await watch(desk.storage)
    let memory = mebibytes()
    const findings: string[] = []
    let noticed = 0
    const rounds = engine.name === 'sqlite' ? times(24, 800) : times(10, 300)

    for (let round = 0; round < rounds && findings.length < enough; round++) {
      if (round === Math.floor(rounds / 5)) memory = mebibytes()
      for (const operation of document.operations) {
        const again = keyed.length > 0 && random.chance(0.08)
        const made = again ? repeat(random, keyed) : draft(source, operation)
        if (!again) spoil(made, source)
        const request = requestOf(desk, made)
        if (!request) continue
        if (random.chance(0.2)) desk.clock.advance(random.pick([1, 1_000, 60_000]))
        const answer = await send(desk, request)
        const path = new URL(request.url).pathname
        const id = hostile.lastOperation()
        const reached = document.operations.find(({ operationId }) => operationId === id)
        const { method } = request
        const faults = faultsOf(document, { answer, operation: reached, method })
        faults.push(...hostile.takeComplaints(), ...repeats.faultsOf(made, path, answer))

        const changed = await changes()
        noticed += Math.sign(changed.length)
        const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(method)
        const isReplay = answer.headers.has('idempotency-replayed')
        if (isReplay) replays++
        else if (answer.status < 300 && request.headers.has('idempotency-key')) keyed.push(made)
        if (answer.status >= 400 || isRead || isReplay) {
          faults.push(...changed.map((name) => `${name} has changed`))
        }

        const other = tenants.find((tenant) => tenant !== made.tenant) ?? 'acme'
        const { secret, mark } = ground[other]
        for (const text of [secret, mark]) {
          if (answer.text.includes(text)) faults.push(`it tells ${made.tenant} of ${other}`)
        }
        const isCustomer = made.who === null || customers.has(made.who)
        if (isCustomer && answer.text.includes(ground[made.tenant].secret)) {
          faults.push(`it tells ${made.who} a secret`)
        }
        if (faults.length > 0) {
          const told = `${answer.status} ${answer.text.slice(0, 1_000)}`
          findings.push(
            `round ${round}, ${id}: ${faults.join('; ')}\n${describeDraft(made)}\n${told}`,
          )
          if (findings.length >= enough) break
        }
        const kind = `${Math.floor(answer.status / 100)}xx`
        tally.set(kind, (tally.get(kind) ?? 0) + 1)
        if (answer.status === 200 || answer.status === 201) {
          if (answer.headers.get('content-type') === 'application/json' && id !== 'openapi')
            learn(ground[made.tenant], id, JSON.parse(answer.text || 'null'))
        }
      }
    }
    expect(findings).toEqual([])
    // Were it blind or never lucky, it would prove nothing.
    expect(noticed).toBeGreaterThan(rounds / 2)
    expect(replays).toBeGreaterThanOrEqual(times(0, 20))
    const grown = mebibytes()
    for (const kind of ['heapUsed', 'rss'] as const) {
      expect(grown[kind] - memory[kind], `${kind} in MiB`).toBeLessThan(most[kind])
    }
    const alive = await desk.request('root', 'GET', '/capabilities')
    expect(alive.status).toBe(200)
    console.info(
      `${engine.name}: answers ${JSON.stringify(Object.fromEntries(tally))} of ${document.operations.length} routes; heap ${Math.round(memory.heapUsed)} → ${Math.round(grown.heapUsed)} MiB, resident ${Math.round(memory.rss)} → ${Math.round(grown.rss)} MiB`,
    )
  },
  times(120_000, 3_600_000),
)
