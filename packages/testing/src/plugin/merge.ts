import { getTableConfig } from '@deskhand/core/db'
import type { MergeHandler } from '@deskhand/core/plugin'
import { expect } from 'vitest'
import { type Fixture, swapped } from '../fixture.ts'
import type { Row } from '../rows.ts'
import type { Check } from '../suite.ts'
import { askCore, coreRoutes } from './core-routes.ts'
import { probeAs } from './probe.ts'
import { hangingOn, lastingTables, type Stand, ticketColumns } from './subject.ts'

export function mergeChecks(stand: Stand): Check[] {
  const hangs = lastingTables(stand.plugin).some((table) => ticketColumns(table).length > 0)
  if (!hangs && !stand.parts.provides?.merge) return []
  return [
    { name: 'moves along when its ticket is merged, and back exactly', run: () => moves(stand) },
    {
      name: 'moves to a ticket that has the same, and back exactly',
      run: () => moves(stand, { alsoTarget: true }),
    },
    { name: 'comes back when the target has gone on', run: () => comesBack(stand) },
  ]
}

/** A row may stay on the merged ticket, which nobody sees any more, as long as the target has it. */
async function moves(stand: Stand, { alsoTarget = false } = {}): Promise<void> {
  const fixture = await prepare(stand, alsoTarget)
  const { ticket, otherTicket } = fixture
  const before = await exactRows(stand, fixture)
  const shown = await shownOf(stand, fixture)
  const hanging = hangingOn(before, stand.tables, ticket.id)
  expect(hanging, 'Give fill: it has to put a row on the ticket.').not.toEqual([])

  const manifests = await moveAll(fixture)
  const arrived = hangingOn(await exactRows(stand, fixture), stand.tables, otherTicket.id)
  expect(arrived, 'Nothing arrived on the target.').not.toEqual([])

  await undoAll(fixture, manifests)
  const said = 'merge.undo did not bring every row back as it was.'
  expect(await exactRows(stand, fixture), said).toEqual(before)
  expect(await shownOf(stand, fixture), 'merge.undo left the tickets changed.').toEqual(shown)
}

/** The rows of tables that are not derived from others. */
export async function exactRows({ ground, plugin }: Stand, fixture: Fixture): Promise<Row[]> {
  const names = lastingTables(plugin).map((table) => getTableConfig(table).name)
  return (await ground.rows(fixture)).filter(({ table }) => names.includes(table))
}

/** What the plugin shows of both tickets. */
async function shownOf(stand: Stand, fixture: Fixture): Promise<unknown[]> {
  const include = Object.keys(stand.parts.ticketFields ?? {})
  const tickets = [fixture.ticket, fixture.otherTicket].map(async ({ id: ticketId }) => {
    const request = { params: { ticketId }, query: { include } }
    const { json } = await askCore(stand, fixture, 'root', coreRoutes.get, request)
    return include.map((name) => (json as Record<string, unknown>)[name])
  })
  return Promise.all(tickets)
}

/** What was added to the target since stays there; only what was moved comes back. */
async function comesBack(stand: Stand): Promise<void> {
  const { tables, options } = stand
  const fixture = await prepare(stand, false)
  const before = hangingOn(await exactRows(stand, fixture), tables, fixture.ticket.id)
  const manifests = await moveAll(fixture)
  await options.fill?.(await swapped(fixture))
  try {
    await undoAll(fixture, manifests)
  } catch (error) {
    expect(error, 'An undo that can no longer be exact throws conflict(…).').toMatchObject({
      status: 409,
    })
    return
  }
  const after = hangingOn(await exactRows(stand, fixture), tables, fixture.ticket.id)
  expect(after, 'What was moved did not come back as it was.').toEqual(before)
}

async function prepare(stand: Stand, alsoTarget: boolean): Promise<Fixture> {
  if (!stand.parts.provides?.merge) {
    throw new Error('It keeps rows on tickets: let setup() provide { merge: { move, undo } }.')
  }
  const fixture = await stand.ground.fixture()
  await stand.options.fill?.(fixture)
  if (alsoTarget) await stand.options.fill?.(await swapped(fixture))
  stand.ground.desk.clock.advance(60_000)
  return fixture
}

export type Manifests = readonly (readonly [MergeHandler, object])[]

/** Calls the handlers of core and of all plugins in one transaction, as a plugin for merging does. */
export function moveAll(fixture: Fixture): Promise<Manifests> {
  const { call, provided } = probeAs(fixture, 'sue')
  return call.transaction(async (inner) => {
    const manifests: [MergeHandler, object][] = []
    for (const handler of provided('merge').values()) {
      const manifest = await handler.move(inner, fixture.ticket.id, fixture.otherTicket.id)
      manifests.push([handler, JSON.parse(JSON.stringify(manifest))])
    }
    return manifests
  })
}

export function undoAll(fixture: Fixture, manifests: Manifests): Promise<void> {
  const { call } = probeAs(fixture, 'sue')
  return call.transaction(async (inner) => {
    for (const [handler, manifest] of manifests.toReversed()) await handler.undo(inner, manifest)
  })
}
