/** Kills processes that run a feed. Its rows must be those of a feed that no kill has interrupted. */
import { setTimeout as pause } from 'node:timers/promises'
import { createHelpdesk } from '@deskhand/core'
import { expect, onTestFinished, test } from 'vitest'
import type { StartedProcess } from '../../packages/core/test/support/processes.ts'
import { engines } from '../src/engines.ts'
import { appliedByTenant, feedFaults, readFeed } from '../src/feeds.ts'
import { points } from '../src/halt.ts'
import { alike } from '../src/host.ts'
import { quiet } from '../src/kills/quiet.ts'
import { ledgerEvents } from '../src/ledger.ts'
import { marking } from '../src/marks.ts'
import { startScriptOf } from '../src/process.ts'
import { createRandom } from '../src/random.ts'
import { seed, times } from '../src/settings.ts'
import { createSharedClock } from '../src/shared-clock.ts'
import { readEvents } from '../src/tables.ts'
import { createWriter } from '../src/writer.ts'

/** After this time on the clock, the leases of a dead process have expired. */
const laterMs = 15_000

test.each(engines)(
  '$name: kills leave a feed with the rows of a replay',
  async ({ name, create }) => {
    console.info(`${name}: pnpm prove feeds --seed ${seed}`)
    const random = createRandom(`${seed}/feeds on ${name}`)
    const clock = createSharedClock()
    const database = await create()
    const storage = database.open()
    const helpdesk = createHelpdesk({ ...alike, database: storage, clock, plugins: [marking()] })
    await helpdesk.migrate()
    const { write } = createWriter(helpdesk, random.fork('writer'))
    const processes = new Set<StartedProcess>()
    onTestFinished(async () => {
      for (const one of processes) await one.end('SIGKILL')
      await helpdesk.close()
      await storage.close()
      await database.remove()
      clock.remove()
    })

    function start(more: Readonly<Record<string, string>> = {}): StartedProcess {
      const started = startScriptOf('feeds', { ...database.env, ...clock.env, ...more })
      processes.add(started)
      return started
    }

    async function kill(one: StartedProcess): Promise<void> {
      await one.end('SIGKILL')
      processes.delete(one)
      clock.advance(laterMs)
    }

    async function check(when: string) {
      const feed = await readFeed(storage, 'marks:order')
      const events = await readEvents(storage)
      expect(feedFaults(events, feed), `seed ${seed}, ${when}`).toEqual([])
      return feed
    }

    for (let round = 0; round < times(1, 10); round++) {
      for (const point of points) {
        await write(random.between(40, 90))
        const one = start({ HALT: point, HALT_AFTER: String(random.between(1, 40)) })
        const eventId = await one.printed(/halted (\S+)/)
        await kill(one)
        await quiet(storage)
        const { applied } = await check(`killed at "${point}"`)
        expect(applied.includes(eventId), point).toBe(point === 'committed')
      }
    }

    let isOver = false
    const writing = (async () => {
      while (!isOver) {
        await write(random.between(1, 10))
        await pause(random.between(0, 20))
      }
    })()
    writing.catch(() => undefined)
    const failure = writing.then(() => new Promise<never>(() => {}))
    const crew = [start(), start()]
    for (let killed = 0; killed < times(4, 60); killed++) {
      const { applied } = await check(`${killed} killed while events are written`)
      const enough = applied.length + random.between(1, 60)
      const more = async () => {
        while ((await readFeed(storage, 'marks:order')).applied.length < enough) await pause(20)
      }
      await Promise.race([failure, more()])
      await pause(random.between(0, 30))
      const [one] = crew.splice(random.between(0, 1), 1)
      if (one) await kill(one)
      crew.push(start())
    }
    isOver = true
    await writing

    const readHead = async () => {
      const positions = (await readEvents(storage)).map(({ position }) => position)
      return positions.includes(null) ? null : Math.max(...positions.map(Number))
    }
    const arrives = (feed: string) =>
      expect
        .poll(async () => (await readFeed(storage, feed)).cursor === (await readHead()), {
          timeout: 120_000,
        })
        .toBe(true)
    await arrives('marks:order')
    const rows = await check('in the end')
    for (const one of crew) await kill(one)

    start({ FEED: 'again' })
    await arrives('marks:again')
    const replayed = await readFeed(storage, 'marks:again')
    const events = await readEvents(storage)
    expect(replayed.cursor).toBe(rows.cursor)
    expect(appliedByTenant(events, replayed)).toEqual(appliedByTenant(events, rows))
    expect(events.filter(({ type }) => !ledgerEvents.includes(type))).toEqual([])
    console.info(`${name}: ${rows.applied.length} events applied once, cursor ${rows.cursor}`)
  },
  600_000,
)
