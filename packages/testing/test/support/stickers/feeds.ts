/** What the stickers plugin derives from its events: a board for each ticket, and a log of who added what. */
import {
  and,
  count,
  eq,
  inArray,
  type Migration,
  max,
  ne,
  primaryKey,
  sql,
  t,
  table,
  tickets,
  uniqueIndex,
} from '@deskhand/core/db'
import type { Call, EraseHandler, Feed, Feeds } from '@deskhand/core/plugin'
import type { Flaw } from './flaws.ts'
import { stickers } from './schema.ts'

/** How many stickers a ticket has. */
export const boards = table(
  'deskhand_sticker_boards',
  { id: t.id().notNull(), ticketId: t.ticketRef(), stickers: t.integer().notNull() },
  (c) => [
    primaryKey({ name: 'deskhand_sticker_boards_pk', columns: [c.tenantId, c.id] }),
    uniqueIndex('deskhand_sticker_boards_ticket').on(c.tenantId, c.ticketId),
  ],
)

export const stickerLog = table(
  'deskhand_sticker_log',
  {
    id: t.id().notNull(),
    number: t.integer().notNull(),
    addedBy: t.text().notNull(),
    addedAt: t.time().notNull(),
    notedAt: t.time().notNull(),
  },
  (c) => [primaryKey({ name: 'deskhand_sticker_log_pk', columns: [c.tenantId, c.id] })],
)

const ddl = (text: string, id: string, integer: string, time: string) => `
  create table deskhand_sticker_boards (
    tenant_id ${text} not null, id ${id} not null, ticket_id ${id} not null, stickers ${integer} not null,
    constraint deskhand_sticker_boards_pk primary key (tenant_id, id),
    constraint deskhand_sticker_boards_ticket_id_fk foreign key (tenant_id, ticket_id)
      references deskhand_tickets (tenant_id, id) on delete cascade);
  create unique index deskhand_sticker_boards_ticket on deskhand_sticker_boards (tenant_id, ticket_id);
  create table deskhand_sticker_log (
    tenant_id ${text} not null, id ${id} not null, number ${integer} not null,
    added_by ${text} not null, added_at ${time} not null, noted_at ${time} not null,
    constraint deskhand_sticker_log_pk primary key (tenant_id, id));`

export const feedsMigration: Migration = {
  id: '0003-feeds',
  postgres: ddl('text collate "C"', 'uuid', 'bigint', 'timestamp (3) with time zone'),
  sqlite: ddl('text', 'text', 'integer', 'integer'),
}

export function stickerFeeds(flaw: Flaw): Feeds {
  return { boards: boardsFeed(flaw), log: logFeed(flaw) }
}

/** Computes its rows from the tables. */
function boardsFeed(flaw: Flaw): Feed {
  return {
    events:
      flaw === 'feed of unknown events' ? ['sticker.added', 'sticker.shone'] : ['sticker.added'],
    from: 'beginning',
    async apply(call, events) {
      const ids = [...new Set(events.flatMap(({ ticketId }) => ticketId ?? []))]
      if (flaw === 'feed adds though it rebuilds') {
        for (const { ticketId } of events) if (ticketId) await add(call, ticketId, 1)
      } else await countAgain(call, ids, flaw)
      if (flaw === 'feed emits') call.emit({ type: 'sticker.added' })
      if (flaw === 'feed writes to other tenants') {
        await call.db.update(boards).set({ stickers: 0 }).where(ne(boards.tenantId, call.tenantId))
      }
    },
    async rebuild(call, after) {
      if (flaw === 'rebuild fails') throw new Error('No table of that name')
      if (flaw === 'rebuild never ends') return 'again'
      if (flaw === 'rebuild writes nothing') return null
      const [next] = await call.db
        .selectDistinct({ id: stickers.ticketId })
        .from(stickers)
        .where(
          and(
            eq(stickers.tenantId, call.tenantId),
            sql`${stickers.ticketId} > ${after ?? idBeforeAll}`,
          ),
        )
        .orderBy(stickers.ticketId)
        .limit(1)
      if (!next) return null
      if (flaw === 'rebuild adds') await add(call, next.id, 1)
      else await countAgain(call, [next.id], flaw)
      return next.id
    },
  }
}

const idBeforeAll = '00000000-0000-0000-0000-000000000000'

async function countAgain(call: Call, ticketIds: readonly string[], flaw: Flaw): Promise<void> {
  const { db, tenantId } = call
  const mayBeGone = flaw === 'feed needs the ticket'
  const here = and(eq(tickets.tenantId, tenantId), inArray(tickets.id, [...ticketIds]))
  const found = mayBeGone
    ? ticketIds.map((id) => ({ id }))
    : await db.select({ id: tickets.id }).from(tickets).where(here)
  for (const { id: ticketId } of found) {
    const [row] = await db
      .select({ total: count() })
      .from(stickers)
      .where(and(eq(stickers.tenantId, tenantId), eq(stickers.ticketId, ticketId)))
    await db.delete(boards).where(and(eq(boards.tenantId, tenantId), eq(boards.ticketId, ticketId)))
    await db
      .insert(boards)
      .values({ tenantId, id: call.newId(), ticketId, stickers: row?.total ?? 0 })
  }
}

async function add({ db, tenantId, newId }: Call, ticketId: string, more: number): Promise<void> {
  await db
    .insert(boards)
    .values({ tenantId, id: newId(), ticketId, stickers: more })
    .onConflictDoUpdate({
      target: [boards.tenantId, boards.ticketId],
      set: { stickers: sql`${boards.stickers} + ${more}` },
    })
}

/** Adds a row for each event. */
function logFeed(flaw: Flaw): Feed {
  const remembered = new Set<string>()
  return {
    events: () => (flaw === 'feed without events' ? ['ticket.redacted'] : ['sticker.added']),
    from: 'now',
    async apply(call, events) {
      const { db, tenantId } = call
      const ofTenant =
        flaw === 'feed reads other tenants' ? undefined : eq(stickerLog.tenantId, tenantId)
      const [last] = await db
        .select({ number: max(stickerLog.number) })
        .from(stickerLog)
        .where(ofTenant)
      let number = last?.number ?? 0
      const wanted = flaw === 'feed drops events of a batch' ? events.slice(-1) : events
      for (const { id, actorId, ticketId, createdAt } of wanted) {
        if (flaw === 'feed remembers' && remembered.has(id)) continue
        remembered.add(id)
        number += 1
        const outlives = flaw === 'feed rows outlive the ticket' && ticketId
        const times = { addedAt: createdAt, notedAt: number % 2 ? call.now() : new Date() }
        await db
          .insert(stickerLog)
          .values({ tenantId, id: call.newId(), number, addedBy: outlives || actorId, ...times })
      }
    },
  }
}

/** Forgets who is in the log. */
export const forgetInLog: EraseHandler['forget'] = async (
  { db, tenantId },
  personId,
  replacement,
) => {
  await db
    .update(stickerLog)
    .set({ addedBy: replacement })
    .where(and(eq(stickerLog.tenantId, tenantId), eq(stickerLog.addedBy, personId)))
}
