/** Suspends, resumes and kills processes that run services. No two of them write under the same token. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createHelpdesk, type Storage } from '@deskhand/core'
import { rows, sql } from '@deskhand/core/db'
import { expect, onTestFinished, test } from 'vitest'
import type { StartedProcess } from '../../packages/core/test/support/processes.ts'
import { engines } from '../src/engines.ts'
import { alike } from '../src/host.ts'
import { quiet } from '../src/kills/quiet.ts'
import { type MarkRow, marking, readMarks } from '../src/marks.ts'
import { startScriptOf } from '../src/process.ts'
import { createRandom } from '../src/random.ts'
import { seed, times } from '../src/settings.ts'
import { createSharedClock } from '../src/shared-clock.ts'
import { grouped } from '../src/tables.ts'

const instances = ['a', 'b', 'c']
/** After this time on the clock, the leases of a suspended process have expired. */
const laterMs = 15_000

test.each(engines)(
  '$name: one process at a time writes for an instance',
  async ({ name, create }) => {
    console.info(`${name}: pnpm prove services --seed ${seed}`)
    const random = createRandom(`${seed}/services on ${name}`)
    const clock = createSharedClock()
    const directory = mkdtempSync(join(tmpdir(), 'deskhand-go-'))
    const go = join(directory, 'go')
    const database = await create()
    const storage = database.open()
    const helpdesk = createHelpdesk({ ...alike, database: storage, clock, plugins: [marking()] })
    await helpdesk.migrate()
    const crew: StartedProcess[] = []
    onTestFinished(async () => {
      for (const one of crew) await one.end('SIGKILL')
      await helpdesk.close()
      await storage.close()
      await database.remove()
      clock.remove()
      rmSync(directory, { recursive: true })
    })

    function start(more: Readonly<Record<string, string>> = {}): StartedProcess {
      const env = { ...database.env, ...clock.env, INSTANCES: instances.join(' '), GO: go, ...more }
      const started = startScriptOf('services', env)
      crew.push(started)
      return started
    }

    async function kill(one: StartedProcess): Promise<void> {
      await one.end('SIGKILL')
      crew.splice(crew.indexOf(one), 1)
      clock.advance(laterMs)
    }

    const underToken = async (instance: string, token: number) =>
      (await readMarks(storage, instance)).filter(({ number }) => number === token)

    /** Waits until another process writes for the instance with a higher token. */
    async function takenOver(instance: string, token: number): Promise<void> {
      const newest = async () => (await readMarks(storage, instance)).at(-1)?.number ?? 0
      await expect.poll(newest, { timeout: 120_000 }).toBeGreaterThan(token)
    }

    /** Kills it at any point, and waits until other processes write for all instances. */
    async function replaced(one: StartedProcess): Promise<void> {
      await kill(one)
      await quiet(storage)
      const last = await Promise.all(instances.map((instance) => readMarks(storage, instance)))
      const replacement = start()
      await replacement.printed(/started/)
      for (const mark of last.flatMap((marks) => marks.at(-1) ?? [])) {
        await wroteAfter(mark)
      }
    }

    /** Waits for a mark after this one. */
    async function wroteAfter({ name, seq }: Pick<MarkRow, 'name' | 'seq'>): Promise<void> {
      const newest = async () => (await readMarks(storage, name)).at(-1)?.seq ?? 0
      await expect.poll(newest, { timeout: 120_000 }).toBeGreaterThan(seq)
    }

    const halted = async (one: StartedProcess) => {
      const [instance = '', token] = (await one.printed(/halted (\S+ \d+)/)).split(' ')
      return { instance, token: Number(token) }
    }

    // Suspended for longer than its leases last.
    const stopped = start({ HALT: 'work' })
    const before = await halted(stopped)
    stopped.send('SIGSTOP')
    const written = await underToken(before.instance, before.token)
    clock.advance(laterMs)
    start()
    await takenOver(before.instance, before.token)
    writeFileSync(go, '')
    stopped.send('SIGCONT')
    const { instance, token } = before
    const failed = new RegExp(`${instance} ${token}: (.*)\\n`)
    expect(await stopped.printed(failed)).toBe('LeaseLost, aborted')
    expect(await underToken(instance, token)).toEqual(written)

    for (let round = 0; round < times(1, 30); round++) {
      // Killed between lease.check and the commit of its mark.
      const one = start({ HALT: 'commit' })
      const held = await halted(one)
      await kill(one)
      await quiet(storage)
      await takenOver(held.instance, held.token)
      expect(await underToken(held.instance, held.token)).toEqual([])
      // Killed at a random moment.
      await pause(random.between(0, 100))
      await replaced(random.pick(crew))
    }

    while (crew[0]) expect(await crew.shift()?.end('SIGTERM')).toBe(0)
    expect(await holders(storage)).toEqual(instances.map(() => null))
    const marks = await Promise.all(instances.map((each) => readMarks(storage, each)))
    for (const own of marks) expect(sharedTokens(own), `seed ${seed}`).toEqual([])
    const tokens = marks.flatMap((own) => [...grouped(own, ({ number }) => number).keys()])
    console.info(`${name}: ${marks.flat().length} writes under ${tokens.length} tokens`)
  },
  600_000,
)

/** Tokens of an instance that two processes used, and tokens with a mark after one of a higher token. */
function sharedTokens(marks: readonly MarkRow[]): number[] {
  const isLate = ({ number }: MarkRow, index: number) => number < (marks[index - 1]?.number ?? 0)
  const shared = [...grouped(marks, ({ number }) => number)]
    .filter(([, own]) => new Set(own.map(({ process }) => process)).size > 1)
    .map(([token]) => token)
  return [...shared, ...marks.filter(isLate).map(({ number }) => number)]
}

async function holders({ db }: Storage): Promise<(string | null)[]> {
  const found = await rows<{ holder: string | null }>(
    db,
    sql`select holder from deskhand_service_leases order by instance`,
  )
  return found.map(({ holder }) => holder)
}
