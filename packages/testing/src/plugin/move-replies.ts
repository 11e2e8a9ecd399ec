import { getTableConfig } from '@deskhand/core/db'
import { lockLiveTicket, moveReplies } from '@deskhand/core/plugin'
import { expect } from 'vitest'
import { type Fixture, swapped } from '../fixture.ts'
import { type Row, sorted } from '../rows.ts'
import type { Check } from '../suite.ts'
import { exactRows } from './merge.ts'
import { probeAs } from './probe.ts'
import { lastingTables, replyColumns, type Stand, ticketColumns } from './subject.ts'

export function moveRepliesChecks(stand: Stand): Check[] {
  if (columnsOf(stand, replyColumns).size === 0) return []
  return [
    {
      name: 'takes along the rows that hang on it and nothing else, and back exactly',
      run: () => moves(stand),
    },
  ]
}

async function moves(stand: Stand): Promise<void> {
  const fixture = await stand.ground.fixture()
  await stand.options.fill?.(fixture)
  await stand.options.fill?.(await swapped(fixture))
  const { ticket, otherTicket } = fixture
  const before = await exactRows(stand, fixture)
  const replyId = await replyWithRows(stand, fixture, before)
  stand.ground.desk.clock.advance(60_000)

  await moveReply(fixture, replyId, ticket.id, otherTicket.id)
  const expected = moved(stand, before, replyId, otherTicket.id)
  const said =
    'Let merge.moveReplies give the rows of these replies the other ticket, and only them.'
  expect(await exactRows(stand, fixture), said).toEqual(expected)

  await moveReply(fixture, replyId, otherTicket.id, ticket.id)
  const back = 'merge.moveReplies did not bring every row back as it was.'
  expect(await exactRows(stand, fixture), back).toEqual(before)
}

/** A reply of the fixture's ticket on which the plugin has a row. */
async function replyWithRows(
  stand: Stand,
  fixture: Fixture,
  rows: readonly Row[],
): Promise<string> {
  const all = await repliesOf(fixture, fixture.ticket.id)
  const columns = columnsOf(stand, replyColumns)
  const found = all.find((id) => rows.some((row) => hangs(row, columns, id)))
  if (found === undefined) {
    throw new Error('Give fill: it has to put a row on a reply, or this check proves nothing.')
  }
  return found
}

/** All replies and notes of a ticket. */
export async function repliesOf(fixture: Fixture, ticketId: string): Promise<string[]> {
  const { data } = await fixture.as('root').replies.list({ ticketId, limit: 100 })
  return data.map(({ id }) => id)
}

/** Moves replies as a plugin that splits tickets does. */
function moveReply(fixture: Fixture, replyId: string, from: string, to: string): Promise<void> {
  const { call } = probeAs(fixture, 'sue')
  return call.transaction(async (inner) => {
    const tickets = {
      from: await lockLiveTicket(inner, from),
      to: await lockLiveTicket(inner, to),
    }
    await moveReplies(inner, { ...tickets, replyIds: [replyId] })
  })
}

/** The rows as they should be: those of the reply name its new ticket. */
function moved(stand: Stand, rows: readonly Row[], replyId: string, to: string): Row[] {
  const onReplies = columnsOf(stand, replyColumns)
  const onTickets = columnsOf(stand, ticketColumns)
  const expected = rows.map((row) => {
    if (!hangs(row, onReplies, replyId)) return row
    const named = (onTickets.get(row.table) ?? []).filter((key) => row.values[key] !== null)
    return {
      ...row,
      values: { ...row.values, ...Object.fromEntries(named.map((key) => [key, to])) },
    }
  })
  return sorted(expected)
}

function hangs(
  { table, values }: Row,
  columns: ReadonlyMap<string, readonly string[]>,
  id: string,
): boolean {
  return columns.get(table)?.some((column) => values[column] === id) ?? false
}

/** By the name of each table that cannot be computed from others: the properties that `select` finds in it. */
function columnsOf(
  { plugin }: Stand,
  select: typeof replyColumns,
): ReadonlyMap<string, readonly string[]> {
  const found = lastingTables(plugin).map(
    (table) => [getTableConfig(table).name, select(table)] as const,
  )
  return new Map(found.filter(([, columns]) => columns.length > 0))
}
