import { and, asc, count, eq, replies, tickets } from '@deskhand/core/db'
import {
  type Call,
  forbidden,
  id,
  line,
  loadVisibleTicket,
  lockVisibleTicket,
  notFound,
  parse,
  requirePermission,
  sideOf,
} from '@deskhand/core/plugin'
import { z } from 'zod'
import type { Flaw } from './flaws.ts'
import { type HeartsApi, heartsApi } from './hearts.ts'
import { replyStickers, stickerCounts, stickers } from './schema.ts'

interface Sticker {
  readonly id: string
  readonly text: string
}

export interface StickersApi extends HeartsApi {
  of(input: { ticketId: string }): Promise<{ data: readonly Sticker[] }>
  add(input: { ticketId: string; text: string }): Promise<Sticker>
  addToReply(input: { ticketId: string; replyId: string; text: string }): Promise<Sticker>
  remove(input: { ticketId: string; stickerId: string }): Promise<void>
  list(): Promise<{ data: readonly Sticker[]; total: number }>
}

export const addInput = z.strictObject({ ticketId: id(), text: line(100) })

/** Sticky notes on tickets that only agents see, with one flaw or none. */
export function stickersApi(call: Call, flaw: Flaw): StickersApi {
  const { tenantId } = call

  async function loadOfTenant(ticketId: string) {
    const [ticket] = await call.db
      .select()
      .from(tickets)
      .where(and(eq(tickets.tenantId, tenantId), eq(tickets.id, ticketId)))
    if (!ticket) throw notFound('ticket')
    return ticket
  }

  async function loadAsAgent(ticketId: string, permission: string) {
    const ticket =
      flaw === 'any ticket of the tenant'
        ? await loadOfTenant(ticketId)
        : await loadVisibleTicket(call, ticketId)
    if (flaw === 'no check in the service' || flaw === 'open to customers') return ticket
    await requirePermission(call, permission, ticket)
    const isCustomer = sideOf(call.actor, ticket) === 'customer'
    if (isCustomer && flaw !== 'role instead of side') throw forbidden(permission)
    return ticket
  }

  return {
    ...heartsApi(call, flaw),
    async of({ ticketId }) {
      const ticket = await loadAsAgent(ticketId, 'stickers:read')
      const data = await call.db
        .select({ id: stickers.id, text: stickers.text })
        .from(stickers)
        .where(and(eq(stickers.tenantId, tenantId), eq(stickers.ticketId, ticket.id)))
        .orderBy(asc(stickers.id))
      return { data }
    },
    async add(input) {
      const { ticketId, text } = parse(addInput, input)
      if (flaw === 'writes before it asks') await insert(call, ticketId, text)
      await loadAsAgent(ticketId, 'stickers:write')
      return call.transaction(async (inner) => {
        if (flaw !== 'any ticket of the tenant') await lockVisibleTicket(inner, ticketId)
        const stickerId = await insert(inner, ticketId, text)
        if (flaw === 'undeclared event') inner.emit({ type: 'sticker.peeled', ticketId })
        const isTold = flaw === 'public text in events'
        inner.emit({
          type: 'sticker.added',
          ticketId,
          audience: isTold ? 'public' : 'internal',
          data: { stickerId, ...((isTold || flaw === 'text in events') && { text }) },
        })
        return {
          id: stickerId,
          text,
          ...(flaw === 'undocumented answer' && { addedBy: call.actor.id }),
        }
      })
    },
    async addToReply({ ticketId, replyId, text }) {
      const ticket = await loadAsAgent(ticketId, 'stickers:write')
      const [reply] = await call.db
        .select({ id: replies.id })
        .from(replies)
        .where(
          and(
            eq(replies.tenantId, tenantId),
            eq(replies.ticketId, ticket.id),
            eq(replies.id, replyId),
          ),
        )
      if (!reply) throw notFound('reply')
      const sticker = { id: call.newId(), text }
      const place = { tenantId, ticketId: ticket.id, replyId: reply.id }
      await call.db
        .insert(replyStickers)
        .values({ ...sticker, ...place, addedBy: call.actor.id, createdAt: call.now() })
      return sticker
    },
    async remove({ ticketId, stickerId }) {
      const ticket = await loadAsAgent(ticketId, 'stickers:write')
      const [removed] = await call.db
        .delete(stickers)
        .where(
          and(
            eq(stickers.tenantId, tenantId),
            eq(stickers.id, stickerId),
            flaw === 'child of any ticket' ? undefined : eq(stickers.ticketId, ticket.id),
          ),
        )
        .returning()
      if (!removed) throw notFound('sticker')
      await countStickers(call, removed.ticketId, -1)
    },
    async list() {
      await requirePermission(call, 'stickers:read')
      const inTenant = eq(stickers.tenantId, tenantId)
      const data = await call.db
        .select({ id: stickers.id, text: stickers.text })
        .from(stickers)
        .where(flaw === 'all tenants' ? undefined : inTenant)
        .orderBy(asc(stickers.id))
      const [row] = await call.db
        .select({ total: count() })
        .from(stickers)
        .where(flaw === 'counts all tenants' ? undefined : inTenant)
      return { data, total: row?.total ?? 0 }
    },
  }
}

async function insert(call: Call, ticketId: string, text: string): Promise<string> {
  const id = call.newId()
  await call.db.insert(stickers).values({
    tenantId: call.tenantId,
    id,
    ticketId,
    text,
    addedBy: call.actor.id,
    createdAt: call.now(),
  })
  await countStickers(call, ticketId, 1)
  return id
}

/** Each change is a row of its own, so that nobody waits for a counter. */
export async function countStickers(call: Call, ticketId: string, change: number): Promise<void> {
  if (change === 0) return
  const id = call.newId()
  await call.db.insert(stickerCounts).values({ tenantId: call.tenantId, id, ticketId, change })
}
