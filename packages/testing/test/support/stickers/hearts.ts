/** Hearts on replies: whoever sees a reply may give and take them. */
import {
  and,
  count,
  eq,
  index,
  type Migration,
  primaryKey,
  replies,
  type SQL,
  t,
  table,
} from '@deskhand/core/db'
import {
  type Call,
  id,
  loadVisibleReply,
  loadVisibleTicket,
  notFound,
  parse,
  type ReplyRow,
  requirePermission,
} from '@deskhand/core/plugin'
import { z } from 'zod'
import type { Flaw } from './flaws.ts'

export const hearts = table(
  'deskhand_sticker_hearts',
  {
    id: t.id().notNull(),
    ticketId: t.ticketRef(),
    replyId: t.replyRef(),
    givenBy: t.text().notNull(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_sticker_hearts_pk', columns: [c.tenantId, c.id] }),
    index('deskhand_sticker_hearts_ticket').on(c.tenantId, c.ticketId, c.replyId),
  ],
)

const ddl = (text: string, uuid: string) => `create table deskhand_sticker_hearts (
    tenant_id ${text} not null, id ${uuid} not null, ticket_id ${uuid} not null,
    reply_id ${uuid} not null, given_by ${text} not null,
    constraint deskhand_sticker_hearts_pk primary key (tenant_id, id),
    constraint deskhand_sticker_hearts_reply_id_fk foreign key (tenant_id, reply_id)
      references deskhand_replies (tenant_id, id) on delete cascade,
    constraint deskhand_sticker_hearts_ticket_id_fk foreign key (tenant_id, ticket_id)
      references deskhand_tickets (tenant_id, id) on delete cascade);
  create index deskhand_sticker_hearts_ticket on deskhand_sticker_hearts (tenant_id, ticket_id, reply_id);`

export const heartsMigration: Migration = {
  id: '0002-hearts',
  postgres: ddl('text collate "C"', 'uuid'),
  sqlite: ddl('text', 'text'),
}

interface ReplyTarget {
  readonly ticketId: string
  readonly replyId: string
}

export interface HeartsApi {
  hearts(input: ReplyTarget): Promise<{ total: number }>
  giveHeart(input: ReplyTarget): Promise<{ id: string }>
  takeHeart(input: ReplyTarget & { heartId: string }): Promise<void>
}

export const heartInput = z.strictObject({ ticketId: id(), replyId: id() })
export const heartTarget = heartInput.extend({ heartId: id() })

export function heartsApi(call: Call, flaw: Flaw): HeartsApi {
  return {
    async hearts(input) {
      const sees = flaw === 'any note in process' ? 'any note of the ticket' : flaw
      return heartsOf(call, await loadReply(call, parse(heartInput, input), sees))
    },
    async giveHeart(rawInput) {
      const input = parse(heartInput, rawInput)
      return call.transaction(async (inner) => {
        const reply = await loadReply(inner, input, flaw)
        const heart = { tenantId: inner.tenantId, id: inner.newId(), givenBy: inner.actor.id }
        const place = { ticketId: input.ticketId, replyId: reply.id }
        await inner.db.insert(hearts).values({ ...heart, ...place })
        return { id: heart.id }
      })
    },
    async takeHeart(input) {
      const { heartId, ...target } = parse(heartTarget, input)
      await removeHeart(call, await loadReply(call, target, flaw), heartId, flaw)
    },
  }
}

async function loadReply(
  call: Call,
  { ticketId, replyId }: ReplyTarget,
  flaw: Flaw,
): Promise<Pick<ReplyRow, 'id' | 'ticketId'>> {
  const ticket = await loadVisibleTicket(call, ticketId)
  await requirePermission(call, 'stickers:heart', ticket)
  const inTenant = eq(replies.tenantId, call.tenantId)
  const onTicket = eq(replies.ticketId, ticketId)
  const conditions = {
    'any note of the ticket': and(inTenant, onTicket),
    'reply of any ticket': inTenant,
    'reply of any tenant': undefined,
  }
  if (!(flaw in conditions)) return loadVisibleReply(call, ticket, replyId)
  const [reply] = await call.db
    .select()
    .from(replies)
    .where(and(conditions[flaw as keyof typeof conditions], eq(replies.id, replyId)))
  if (!reply) throw notFound('reply')
  return reply
}

export async function heartsOf(
  call: Call,
  { ticketId, id: replyId }: Pick<ReplyRow, 'id' | 'ticketId'>,
): Promise<{ total: number }> {
  const [row] = await call.db
    .select({ total: count() })
    .from(hearts)
    .where(
      and(
        eq(hearts.tenantId, call.tenantId),
        eq(hearts.ticketId, ticketId),
        eq(hearts.replyId, replyId),
      ),
    )
  return { total: row?.total ?? 0 }
}

export async function removeHeart(
  call: Call,
  { ticketId, id: replyId }: Pick<ReplyRow, 'id' | 'ticketId'>,
  heartId: string,
  flaw: Flaw,
): Promise<void> {
  const [taken] = await call.db
    .delete(hearts)
    .where(
      and(
        eq(hearts.tenantId, call.tenantId),
        eq(hearts.ticketId, ticketId),
        flaw === 'child of any reply' ? undefined : eq(hearts.replyId, replyId),
        eq(hearts.id, heartId),
      ),
    )
    .returning()
  if (!taken) throw notFound('heart')
}

/** Moves the hearts of one ticket to another: all of them, or `some`. Returns their ids. */
export async function moveHearts(
  { db, tenantId }: Call,
  from: string,
  to: string,
  some?: SQL,
): Promise<string[]> {
  const moved = await db
    .update(hearts)
    .set({ ticketId: to })
    .where(and(eq(hearts.tenantId, tenantId), eq(hearts.ticketId, from), some))
    .returning({ id: hearts.id })
  return moved.map(({ id }) => id)
}
