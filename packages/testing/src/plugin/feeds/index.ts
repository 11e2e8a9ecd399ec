/**
 * A feed writes the same rows however its events are cut into batches. The checks run it on what `fill` does, on a
 * helpdesk of their own.
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

/** One feed on the bench. */
interface Stand {
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

function checksOf(stand: Stand): Check[] {
  let running: Promise<Fixture> | undefined
  const applied = () => {
    running ??= filled(stand)
    return running
  }
  return [
    { name: 'names events that are declared', run: () => isDeclared(stand) },
    { name: 'applies events', run: async () => applies(stand, await applied()) },
    {
      name: 'writes the same rows again after a rollback',
      run: async () => repeats(stand, await applied()),
    },
    {
      name: 'writes the same rows one event at a time',
      run: async () => appliesAlone(stand, await applied()),
    },
    { name: 'stays within its tenant', run: () => staysInside(stand) },
    ...(stand.feed.rebuild ? [{ name: 'rebuilds the same rows', run: () => rebuilds(stand) }] : []),
    // Last, because a feed that fails does not go on.
    { name: 'goes on when a ticket was purged before', run: () => outlivesTickets(stand) },
  ]
}

async function filled({ name, bench }: Stand): Promise<Fixture> {
  const fixture = await bench.fill()
  await bench.run(name, fixture)
  return fixture
}

function isDeclared({ name, feed, subject }: Stand): void {
  const isAsked = typeof feed.events === 'function'
  const types = typeof feed.events === 'function' ? feed.events() : feed.events
  // A function may ask siblings that are not required.
  const known = isAsked ? subject.events : subject.ownEvents
  const unknown = types.filter((type) => !Object.hasOwn(known, type))
  const said = `The feed "${name}" names events that neither core, nor the plugin, nor a plugin in its "requires" declares, so it would never get them. Correct the type, declare it in "events", or add the other plugin to "requires".`
  expect(unknown, said).toEqual([])
}

function applies({ name, feed, bench }: Stand, fixture: Fixture): void {
  if (bench.applied(name, fixture).length > 0) return
  const types = typeof feed.events === 'function' ? feed.events() : feed.events
  throw new Error(
    `The feed "${name}" got no event, so these checks prove nothing. Let fill do something that emits one of: ${types.join(', ')}.`,
  )
}

async function repeats({ name, bench }: Stand, fixture: Fixture): Promise<void> {
  for (const batch of bench.applied(name, fixture)) {
    const said = (tables: string) =>
      `The feed "${name}" wrote other rows to ${tables} when the same events came again after a rollback. Let "apply" remember nothing outside of the tables.`
    expectSame(await bench.comparison(batch), batch.first, batch.after, said)
  }
}

async function appliesAlone({ name, bench }: Stand, fixture: Fixture): Promise<void> {
  for (const batch of bench.applied(name, fixture)) {
    const said = (tables: string) =>
      `The feed "${name}" writes other rows to ${tables} when the same events come one at a time. Core cuts batches as it likes: let "apply" treat each event of a batch, in order.`
    expectSame(await bench.comparison(batch), batch.after, batch.oneByOne, said)
  }
}

/** `apply` neither writes to another tenant nor reads what is there. */
async function staysInside(stand: Stand): Promise<void> {
  const { name, bench } = stand
  const home = await filled(stand)
  const { batches, apply } = history(stand, home)
  const before = await bench.replayed(name, home, apply)
  const abroad = await filled(stand)
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

async function outlivesTickets({ name, bench }: Stand): Promise<void> {
  const fixture = await bench.fill()
  const { as, ticket } = fixture
  await as('root').tickets.delete({ ticketId: ticket.id })
  await as('root').tickets.purge({ ticketId: ticket.id })
  const advice =
    'The ticket of these events was purged before. A feed tries an event until it succeeds, so let "apply" leave out tickets that are gone.'
  await bench.run(name, fixture, advice)
}

/** In each order with `apply`, because events that `rebuild` has seen already may come again. */
async function rebuilds(stand: Stand): Promise<void> {
  const { name, bench } = stand
  await bench.rebuild(name, await filled(stand))

  // What core has rebuilt has other ids than what the feed applied, so this is another tenant.
  const fixture = await filled(stand)
  const { batches, apply } = history(stand, fixture)
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

/** What the feed has applied in the fixture's tenant, and all of it at once. */
function history({ name, bench }: Stand, fixture: Fixture) {
  const batches = bench.applied(name, fixture)
  const events = batches.flatMap((batch) => batch.events)
  return { batches, apply: (call: Call) => bench.apply(name, call, events) }
}
