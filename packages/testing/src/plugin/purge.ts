import { createHelpdesk } from '@deskhand/core'
import { expect } from 'vitest'
import { testSecret } from '../create-test-helpdesk.ts'
import { type Fixture, swapped } from '../fixture.ts'
import { person } from '../people.ts'
import { naming } from '../rows.ts'
import type { Check } from '../suite.ts'
import { hangingOn, type Stand, ticketColumns } from './subject.ts'

export function purgeChecks(stand: Stand): Check[] {
  if (stand.tables.length === 0) return []
  return [
    { name: 'nothing is left of a purged ticket', run: () => isGone(stand) },
    { name: 'nothing is left, though the plugin was removed before', run: () => isCascaded(stand) },
  ]
}

/** Both tickets filled, and a `fill` that makes nothing refused: it would prove nothing. */
export async function filledTwice(stand: Stand): Promise<Fixture> {
  const fixture = await stand.ground.fixture()
  await stand.options.fill?.(fixture)
  await stand.options.fill?.(await swapped(fixture))
  // Feeds may write rows for events of the fixture alone.
  if (stand.parts.feeds) await fixture.runDue()
  const rows = await stand.ground.rows(fixture)
  const hanging = hangingOn(rows, stand.tables, fixture.ticket.id)
  const hangs = stand.tables.some((table) => ticketColumns(table).length > 0)
  if (hangs && hanging.length === 0) {
    throw new Error('Give fill: it has to put a row on the ticket, or this check proves nothing.')
  }
  return fixture
}

async function isGone(stand: Stand): Promise<void> {
  const fixture = await filledTwice(stand)
  const { as, ticket, otherTicket } = fixture
  const before = naming(await stand.ground.rows(fixture), otherTicket.id)
  await as('root').tickets.delete({ ticketId: ticket.id })
  await as('root').tickets.purge({ ticketId: ticket.id })
  await fixture.runDue()
  await expectGone(stand, fixture)
  const after = naming(await stand.ground.rows(fixture), otherTicket.id)
  expect(after, 'Purging one ticket changed rows of another.').toEqual(before)
}

/** Without the plugin no hook of it runs, and only foreign keys can clean up. */
async function isCascaded(stand: Stand): Promise<void> {
  const fixture = await filledTwice(stand)
  const bare = createHelpdesk({
    database: stand.ground.desk.storage,
    secret: testSecret,
    authenticate: () => null,
  })
  const root = bare.as(person('root', fixture.tenantId))
  await root.tickets.delete({ ticketId: fixture.ticket.id })
  await root.tickets.purge({ ticketId: fixture.ticket.id })
  await expectGone(stand, fixture)
}

async function expectGone({ ground }: Stand, fixture: Fixture): Promise<void> {
  const { ticket, reply, note } = fixture
  const left = naming(await ground.rows(fixture), ticket.id, reply.id, note.id)
  expect(left, 'Let the row hang on t.ticketRef(), which goes with the ticket.').toEqual([])
}
