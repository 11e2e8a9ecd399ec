/** The helpdesk on which the feeds of a plugin are checked. It opens with the first check. */
import type { Call, FeedEvent } from '@deskhand/core/plugin'
import type { TestDatabases } from '../../databases/types.ts'
import { type Fixture, swapped } from '../../fixture.ts'
import { createGround } from '../../routes/ground.ts'
import type { Row } from '../../rows.ts'
import { probeAs } from '../probe.ts'
import type { Subject } from '../subject.ts'
import { revert } from './changes.ts'
import { type Comparison, knownIds } from './compare.ts'
import { type Applied, undone, watchFeeds } from './watch.ts'

export type Bench = ReturnType<typeof createBench>

export function createBench(subject: Subject, database: TestDatabases) {
  const { installed, plugin, tables, options } = subject
  const watched = watchFeeds(plugin, tables)
  const plugins = installed.map((one) => (one === plugin ? watched.plugin : one))
  const ground = createGround({ database, plugins, tables, settings: options.settings ?? {} })
  const since = new Date()
  let opening: Promise<void> | undefined
  const { feeds, applied, failed } = watched

  const appliedIn = (name: string, { tenantId }: Fixture): Applied[] =>
    applied.filter((one) => one.feed === name && one.tenantId === tenantId)

  /** Runs the feeds, and throws when this one failed. */
  async function run(name: string, { tenantId, runDue }: Fixture, advice = ''): Promise<void> {
    await runDue()
    // A feed that failed in an earlier check applies nothing any more, so this check fails too.
    const failure = failed.find(({ feed }) => feed === name)
    if (!failure) return
    const { what, error } = failure
    const said = `${what} of the feed "${name}" failed: ${String(error)}`
    const isHere = failure.tenantId === tenantId
    throw new Error(isHere ? `${said} ${advice}`.trim() : said, { cause: error })
  }

  return {
    run,
    applied: appliedIn,
    /** A fixture whose tickets are both filled. No feed has run, unless `fill` runs them. */
    async fill(): Promise<Fixture> {
      opening ??= ground.open()
      await opening
      const fixture = await ground.fixture()
      await options.fill?.(fixture)
      await options.fill?.(await swapped(fixture))
      return fixture
    },
    apply: async (name: string, call: Call, events: readonly FeedEvent[]) => {
      if (events.length > 0) await feeds.get(name)?.apply(call, events)
    },
    async rebuildIn(name: string, call: Call): Promise<void> {
      let after: string | null = null
      do {
        const next: string | null = (await feeds.get(name)?.rebuild?.(call, after)) ?? null
        if (next !== null && next === after) {
          throw new Error(
            `"rebuild" of the feed "${name}" returned ${JSON.stringify(next)}, which is what it got, so it would never end. Return where the next batch begins, and null after the last one.`,
          )
        }
        after = next
      } while (after !== null)
    },
    /** Makes core rebuild the rows of all tenants. */
    async rebuild(name: string, fixture: Fixture): Promise<void> {
      await ground.desk.helpdesk.rebuildFeed(name)
      await run(name, fixture)
    },
    /** Returns the rows of the tenant after `work`, as if the feed had not run before. Rolls everything back. */
    async replayed(
      name: string,
      fixture: Fixture,
      work: (call: Call) => Promise<void>,
    ): Promise<Row[]> {
      const changes = appliedIn(name, fixture).flatMap((batch) => batch.changes)
      const system = probeAs(fixture, 'root').call.asSystem(undefined, 'job')
      const rows = await undone(system, tables, async (call) => {
        await revert(call.db, changes)
        await work(call)
      })
      const { tenantId } = fixture
      return rows.filter(({ values }) => (values.tenantId ?? tenantId) === tenantId)
    },
    async comparison({ before }: Pick<Applied, 'before'>): Promise<Comparison> {
      return { tables, known: await knownIds(ground.desk.storage.db, before), since }
    },
    async close(): Promise<void> {
      if (opening) await ground.close()
    },
  }
}
