/** Kills a process while it runs a batch of deliveries. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHelpdesk } from '@deskhand/core'
import { expect, onTestFinished, test } from 'vitest'
import type { StartedProcess } from '../../packages/core/test/support/processes.ts'
import { settled } from '../src/deliveries.ts'
import { engines } from '../src/engines.ts'
import { alike } from '../src/host.ts'
import { quiet } from '../src/kills/quiet.ts'
import { marking } from '../src/marks.ts'
import { startScriptOf } from '../src/process.ts'
import { createRandom } from '../src/random.ts'
import { seed, times } from '../src/settings.ts'
import { createSharedClock } from '../src/shared-clock.ts'
import { readDeliveries } from '../src/tables.ts'

/** After this time on the clock, the locks of a dead process have expired. */
const laterMs = 40_000
const events = 60
const kills = 2

/** What a process did with a delivery. */
interface Entry {
  readonly kind: 'started' | 'ended' | 'running'
  readonly id: string
  readonly attempt: number
  /** Of `running`: how many other deliveries were claimed at that moment. */
  readonly beside?: number
}

test.each(engines)(
  '$name: a kill during a batch costs each of its deliveries one try',
  async ({ name, create }) => {
    console.info(`${name}: pnpm prove deliveries --seed ${seed}`)
    const random = createRandom(`${seed}/deliveries on ${name}`)
    const clock = createSharedClock()
    const directory = mkdtempSync(join(tmpdir(), 'deskhand-log-'))
    const log = join(directory, 'log')
    const database = await create()
    const storage = database.open()
    const helpdesk = createHelpdesk({ ...alike, database: storage, clock, plugins: [marking()] })
    await helpdesk.migrate()
    let running: StartedProcess | undefined
    onTestFinished(async () => {
      await running?.end('SIGKILL')
      await helpdesk.close()
      await storage.close()
      await database.remove()
      clock.remove()
      rmSync(directory, { recursive: true })
    })

    function start(more: Readonly<Record<string, string>>): StartedProcess {
      running = startScriptOf('deliveries', { ...database.env, ...clock.env, LOG: log, ...more })
      return running
    }

    async function kill(one: StartedProcess): Promise<void> {
      await one.end('SIGKILL')
      clock.advance(laterMs)
      await quiet(storage)
    }

    const readClaimed = async () =>
      (await readDeliveries(storage)).filter(({ state }) => state === 'running')

    /** Resolves to the number of deliveries of the batch that had not started. */
    async function round(): Promise<number> {
      writeFileSync(log, '')
      const known = new Set((await readDeliveries(storage)).map(({ id }) => id))
      const ada = helpdesk.as({ id: 'ada', role: 'customer' })
      for (let n = 1; n <= events; n++) {
        await ada.tickets.create({ subject: `Ticket ${n}`, description: 'It broke.' })
      }

      const first = start({ HALT_AFTER: String(random.between(4, 50)) })
      const killer = await first.printed(/halted (\S+)/)
      await kill(first)
      const claimed = await readClaimed()
      const startedBefore = new Set(entries(log, 'started').map(({ id }) => id))
      const untouched = claimed.filter(({ id }) => !startedBefore.has(id))
      expect(claimed.map(({ id }) => id)).toContain(killer)
      expect(claimed.filter(({ attempts }) => attempts !== 1)).toEqual([])

      // The same delivery ends its process again and again, and none of the others.
      for (let n = 1; n <= kills; n++) {
        const next = start({ HALT_ON: killer, CONCURRENCY: '1' })
        await next.printed(/halted (\S+)/)
        await kill(next)
        expect(await readClaimed()).toMatchObject([{ id: killer, attempts: 1 + n }])
      }

      const last = start({ CONCURRENCY: '1' })
      await settled(storage, 120_000)
      expect(await last.end('SIGTERM')).toBe(0)

      const after = (await readDeliveries(storage)).filter(({ id }) => !known.has(id))
      expect(after).toHaveLength(events)
      const triesOf = (id: string) => {
        if (id === killer) return 2 + kills
        return claimed.some((other) => other.id === id) ? 2 : 1
      }
      const tries = after.map(({ id, state, attempts }) => ({ id, state, attempts }))
      expect(tries, `seed ${seed}`).toEqual(
        after.map(({ id }) => ({ id, state: 'done', attempts: triesOf(id) })),
      )
      const runs = entries(log, 'started').map(({ id, attempt }) => `${id} ${attempt}`)
      expect(new Set(runs).size).toBe(runs.length)
      const ended = new Set(entries(log, 'ended').map(({ id }) => id))
      expect(after.filter(({ id }) => !ended.has(id))).toEqual([])
      for (const { id } of untouched) {
        const own = entries(log, 'started').filter((entry) => entry.id === id)
        expect(own).toMatchObject([{ attempt: 2 }])
      }
      expect(entries(log, 'running').filter(({ beside }) => beside !== 0)).toEqual([])
      console.info(`${name}: ${claimed.length} claimed, ${untouched.length} not started`)
      return untouched.length
    }

    let untouched = 0
    for (let n = 0; n < times(1, 20) || untouched === 0; n++) untouched += await round()
  },
  600_000,
)

function entries(log: string, kind: Entry['kind']): Entry[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry)
    .filter((entry) => entry.kind === kind)
}
