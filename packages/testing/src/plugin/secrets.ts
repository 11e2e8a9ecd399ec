/** What `fill` marked with the fixture's `secret` never reaches the customer side. */

import { expect } from 'vitest'
import type { Fixture } from '../fixture.ts'
import { swapped } from '../fixture.ts'
import type { RouteContractOptions } from '../routes/options.ts'
import { mentioning } from '../rows.ts'
import type { Check } from '../suite.ts'
import { type CustomerSide, customerSide } from './customer-side.ts'
import { probeAs } from './probe.ts'
import { holdsText, type Stand } from './subject.ts'

export function secretChecks(stand: Stand, routes: RouteContractOptions): Check[] {
  if (!stand.options.fill || stand.tables.length === 0) return []
  const reads = customerSide(stand, routes)
  return [
    {
      name: 'a customer reads nothing that is internal',
      run: () => readsNothing(stand, 'ada', reads),
    },
    {
      name: 'an agent reads nothing internal of a ticket that they requested',
      run: () => readsNothing(stand, 'grace', reads),
    },
    { name: 'the search index keeps internal text apart', run: () => indexesApart(stand) },
    { name: 'events carry no text', run: () => carriesNoText(stand) },
  ]
}

async function filled(stand: Stand, requester: 'ada' | 'grace'): Promise<Fixture> {
  const fixture = await stand.ground.fixture({ requester })
  await stand.options.fill?.(fixture)
  await stand.options.fill?.(await swapped(fixture))
  const rows = await stand.ground.rows(fixture)
  const fields = Object.values({ ...stand.parts.ticketFields, ...stand.parts.replyFields })
  const isInternal = fields.some(({ audience }) => audience !== 'public')
  const hasPlace = stand.tables.some(holdsText)
  if (isInternal && hasPlace && mentioning(rows, fixture.secret).length === 0) {
    throw new Error("Let fill put the fixture's secret into what only agents may see.")
  }
  return fixture
}

async function readsNothing(
  stand: Stand,
  who: 'ada' | 'grace',
  reads: CustomerSide,
): Promise<void> {
  const fixture = await filled(stand, who)
  for (const text of await reads(fixture, who)) {
    expect(text.includes(fixture.secret), `${who} could read what is internal: ${text}`).toBe(false)
  }
}

async function indexesApart(stand: Stand): Promise<void> {
  const fixture = await filled(stand, 'ada')
  const { call, provided } = probeAs(fixture, 'root')
  const index = provided('searchText').get(stand.plugin.id)
  const system = call.asSystem()
  const found = [
    ...((await index?.tickets?.(system, [fixture.ticket.id])) ?? []),
    ...((await index?.replies?.(system, [fixture.reply.id, fixture.note.id])) ?? []),
  ]
  for (const [, text] of found) {
    const said = 'Text that only agents may find goes into internal, not public.'
    expect(text.public.includes(fixture.secret), said).toBe(false)
  }
}

async function carriesNoText(stand: Stand): Promise<void> {
  const fixture = await filled(stand, 'ada')
  const { data } = await fixture.as('root').tickets.events({
    ticketId: fixture.ticket.id,
    limit: 100,
  })
  const said = 'Events carry ids and names of fields; who may read the text asks for it.'
  expect(JSON.stringify(data).includes(fixture.secret), said).toBe(false)
}
