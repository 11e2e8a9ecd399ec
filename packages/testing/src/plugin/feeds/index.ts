/**
 * Checks that a feed writes the same rows however its events are cut into batches. The checks run it on the events of
 * `fill`, on a helpdesk of their own.
 */
import { getTableConfig } from '@deskhand/core/db'
import type { Call, Feed } from '@deskhand/core/plugin'
import { expect } from 'vitest'
import type { TestDatabases } from '../../databases/types.ts'
import type { Fixture } from '../../fixture.ts'
import type { Check, Suite } from '../../suite.ts'
import type { Subject } from '../subject.ts'
import { type Bench, createBench } from './bench.ts'
import type { Change } from './changes.ts'
import { expectSame } from './compare.ts'

/** A feed of the plugin under test. */
interface Tested {
  readonly name: string
  readonly feed: Feed
  readonly subject: Subject
  readonly bench: Bench
}

export function feedSuites(subject: Subject, database: TestDatabases): Suite[] {
  const { parts, plugin } = subject
  const feeds = Object.entries(parts.feeds ?? {})
  if (feeds.length === 0) return []
  const bench = createBench(subject, database)
  const suites = feeds.map(([key, feed]): Suite => {
    const name = `${plugin.id}:${key}`
    return { name: `the feed ${name}`, checks: checksOf({ name, feed, subject, bench }) }
  })
  return [{ name: 'its feeds', after: bench.close, suites }]
}

function checksOf(tested: Tested): Check[] {
  let running: Promise<Fixture> | undefined
  const applied = () => {
    running ??= filled(tested)
    return running
  }
  return [
    { name: 'names events that are declared', run: () => isDeclared(tested) },
    { name: 'applies events', run: async () => applies(tested, await applied()) },
    {
      name: 'writes the same rows again after a rollback',
      run: async () => repeats(tested, await applied()),
    },
    {
      name: 'writes the same rows one event at a time',
      run: async () => appliesAlone(tested, await applied()),
    },
    { name: 'stays within its tenant', run: () => staysInside(tested) },
    ...(tested.feed.rebuild
      ? [{ name: 'rebuilds the same rows', run: () => rebuilds(tested) }]
      : []),
    // Last, because a feed that fails applies nothing any more.
    { name: 'goes on when a ticket was purged before', run: () => outlivesTickets(tested) },
  ]
}

async function filled({ name, bench }: Tested): Promise<Fixture> {
  const fixture = await bench.fill()
  await bench.run(name, fixture)
  return fixture
}

function isDeclared({ name, feed, subject }: Tested): void {
  const isAsked = typeof feed.events === 'function'
  const types = typeof feed.events === 'function' ? feed.events() : feed.events
  // A function may read the events of plugins that are not in `requires`.
  const known = isAsked ? subject.events : subject.ownEvents
  const unknown = types.filter((type) => !Object.hasOwn(known, type))
  const said = `The feed "${name}" names events that neither core, nor the plugin, nor a plugin in its "requires" declares, so it would never get them. Correct the type, declare it in "events", or add the other plugin to "requires".`
  expect(unknown, said).toEqual([])
}

function applies({ name, feed, bench }: Tested, fixture: Fixture): void {
  if (bench.applied(name, fixture).length > 0) return
  const types = typeof feed.events === 'function' ? feed.events() : feed.events
  throw new Error(
    `The feed "${name}" got no event, so these checks prove nothing. Let fill do something that emits one of: ${types.join(', ')}.`,
  )
}

async function repeats({ name, bench }: Tested, fixture: Fixture): Promise<void> {
  for (const batch of bench.applied(name, fixture)) {
    const said = (tables: string) =>
      `The feed "${name}" wrote other rows to ${tables} when the same events came again after a rollback. Keep no state outside of the tables.`
    expectSame(await bench.comparison(batch), batch.first, batch.after, said)
  }
}

async function appliesAlone({ name, bench }: Tested, fixture: Fixture): Promise<void> {
  for (const batch of bench.applied(name, fixture)) {
    const said = (tables: string) =>
      `The feed "${name}" writes other rows to ${tables} when the same events come one at a time. Core cuts batches as it likes: let "apply" treat each event of a batch, in order.`
    expectSame(await bench.comparison(batch), batch.after, batch.oneByOne, said)
  }
}

/** `apply` neither writes nor reads rows of another tenant. */
async function staysInside(tested: Tested): Promise<void> {
  const { name, bench } = tested
  const home = await filled(tested)
  const { batches, apply } = history(tested, home)
  const before = await bench.replayed(name, home, apply)
  const abroad = await filled(tested)
  const strays = [...batches, ...bench.applied(name, abroad)].flatMap(({ changes, tenantId }) =>
    changes.filter((change) => isElsewhere(change, tenantId)),
  )
  const names = [...new Set(strays.map(({ table }) => `"${getTableConfig(table).name}"`))]
  const written = `The feed "${name}" writes rows of other tenants than that of its events to ${names.join(' and ')}. Name call.tenantId in each row, and in each "where".`
  const rows = strays.map(({ before: from, after: to }) => ({ from, to }))
  expect(rows, written).toEqual([])
  const after = await bench.replayed(name, home, apply)
  const read = (tables: string) =>
    `What the feed "${name}" writes to ${tables} depends on rows of other tenants. Name call.tenantId in each "where".`
  expectSame(await bench.comparison(batches[0] ?? { before: [] }), before, after, read)
}

function isElsewhere({ before, after }: Change, tenantId: string): boolean {
  const tenants = [before, after].flatMap((values) => values?.tenantId ?? [])
  return tenants.some((one) => one !== tenantId)
}

async function outlivesTickets({ name, bench }: Tested): Promise<void> {
  const fixture = await bench.fill()
  const { as, ticket } = fixture
  await as('root').tickets.delete({ ticketId: ticket.id })
  await as('root').tickets.purge({ ticketId: ticket.id })
  const advice =
    'The ticket of these events was purged before. A feed tries an event until it succeeds, so let "apply" ignore tickets that are gone.'
  await bench.run(name, fixture, advice)
}

/** Before and after `apply`, because `apply` may get events that the tables already showed to `rebuild`. */
async function rebuilds(tested: Tested): Promise<void> {
  const { name, bench } = tested
  await bench.rebuild(name, await filled(tested))

  // In another tenant, because rows that core has rebuilt have other ids than those that the feed applied.
  const fixture = await filled(tested)
  const { batches, apply } = history(tested, fixture)
  const rebuild = (call: Call) => bench.rebuildIn(name, call)
  const expected = await bench.replayed(name, fixture, apply)
  const comparison = await bench.comparison(batches[0] ?? { before: [] })
  const expectRows = async (
    steps: readonly ((call: Call) => Promise<void>)[],
    said: (tables: string) => string,
  ) => {
    const rows = await bench.replayed(name, fixture, async (call) => {
      for (const step of steps) await step(call)
    })
    expectSame(comparison, expected, rows, said)
  }
  await expectRows(
    [rebuild],
    (tables) =>
      `"rebuild" of the feed "${name}" writes other rows to ${tables} than "apply" does. Let both write the same rows.`,
  )
  await expectRows(
    [apply, rebuild],
    (tables) =>
      `"rebuild" of the feed "${name}" changes rows of ${tables} that were right already. Let it replace rows instead of adding to them.`,
  )
  await expectRows(
    [rebuild, apply],
    (tables) =>
      `"apply" of the feed "${name}" changes rows of ${tables} that "rebuild" has made from the same events already. Compute rows from the tables as they are, or replace them instead of adding to them.`,
  )
}

/** The batches that the feed has applied in the fixture's tenant, and a function that applies all of them at once. */
function history({ name, bench }: Tested, fixture: Fixture) {
  const batches = bench.applied(name, fixture)
  const events = batches.flatMap((batch) => batch.events)
  return { batches, apply: (call: Call) => bench.apply(name, call, events) }
}
