/** What the stickers do when tickets are merged, replies move, people are erased and text is redacted. */
import { and, eq, inArray, isNotNull } from '@deskhand/core/db'
import type { Call, EraseHandler, MergeHandler, RedactHandler } from '@deskhand/core/plugin'
import { forgetInLog } from './feeds.ts'
import type { Flaw } from './flaws.ts'
import { hearts, moveHearts } from './hearts.ts'
import { replyStickers, stickers } from './schema.ts'
import { countStickers } from './service.ts'

const tables = [stickers, replyStickers] as const

interface Manifest {
  readonly from: string
  readonly to: string
  readonly ids: readonly string[]
  readonly hearts?: readonly string[]
  /** What a manifest should not hold. */
  readonly texts?: Readonly<Record<string, string>>
}

export function mergeHandler(flaw: Flaw): MergeHandler<Manifest> {
  return {
    async move(call, from, to) {
      if (flaw === 'moves nothing') return { from, to, ids: [] }
      const moved: { id: string; text: string }[] = []
      for (const table of tables) {
        const rows = await call.db
          .update(table)
          .set({ ticketId: to })
          .where(and(eq(table.tenantId, call.tenantId), eq(table.ticketId, from)))
          .returning({ id: table.id, text: table.text })
        if (table === stickers) await recount(call, from, to, rows.length)
        moved.push(...rows)
      }
      const ids = moved.map(({ id }) => id)
      const manifest = { from, to, ids, hearts: await moveHearts(call, from, to) }
      if (flaw !== 'keeps text in the manifest') return manifest
      return { ...manifest, texts: Object.fromEntries(moved.map(({ id, text }) => [id, text])) }
    },
    async undo(call, { from, to, ids, hearts: given = [], texts = {} }) {
      await moveHearts(call, to, from, inArray(hearts.id, [...given]))
      const changes = flaw === 'inexact undo' ? { createdAt: call.now() } : {}
      for (const table of tables) {
        const back = await call.db
          .update(table)
          .set({ ticketId: from, ...changes })
          .where(and(eq(table.tenantId, call.tenantId), inArray(table.id, [...ids])))
          .returning({ id: table.id })
        if (table === stickers) await recount(call, to, from, back.length)
        for (const [id, text] of Object.entries(texts)) {
          const row = and(eq(table.tenantId, call.tenantId), eq(table.id, id))
          await call.db.update(table).set({ text }).where(row)
        }
      }
    },
    ...(flaw !== 'no moveReplies' && { moveReplies: moveReplies(flaw) }),
  }
}

/** The counts are right again, in other rows than before. */
async function recount(call: Call, from: string, to: string, moved: number): Promise<void> {
  await countStickers(call, from, -moved)
  await countStickers(call, to, moved)
}

function moveReplies(flaw: Flaw): NonNullable<MergeHandler['moveReplies']> {
  return async (call, { replyIds, from, to }) => {
    if (flaw === 'moves nothing with a reply') return
    await call.db
      .update(replyStickers)
      .set({
        ticketId: to,
        ...(flaw === 'inexact moveReplies' && { createdAt: call.now() }),
      })
      .where(
        and(
          eq(replyStickers.tenantId, call.tenantId),
          eq(replyStickers.ticketId, from),
          inArray(replyStickers.replyId, [...replyIds]),
        ),
      )
    await moveHearts(call, from, to, inArray(hearts.replyId, [...replyIds]))
    if (flaw !== 'moves everything with a reply') return
    const onTicket = and(eq(stickers.tenantId, call.tenantId), eq(stickers.ticketId, from))
    await call.db.update(stickers).set({ ticketId: to }).where(onTicket)
  }
}

export const eraseHandler = (flaw: Flaw): EraseHandler => ({
  async forget(call, personId, replacement) {
    const { db, tenantId } = call
    if (flaw !== 'no erase handler for the feed') await forgetInLog(call, personId, replacement)
    for (const table of tables) {
      await db
        .update(table)
        .set({ addedBy: replacement })
        .where(and(eq(table.tenantId, tenantId), eq(table.addedBy, personId)))
    }
    await db
      .update(hearts)
      .set({ givenBy: replacement })
      .where(and(eq(hearts.tenantId, tenantId), eq(hearts.givenBy, personId)))
  },
})

export function redactHandler(flaw: Flaw): RedactHandler {
  return async (call, { ticketId, replyId, replace }) => {
    if (replyId !== undefined && flaw === 'redacts tickets only') return
    const table = replyId === undefined ? stickers : replyStickers
    const onTicket =
      flaw === 'redacts other tickets' ? isNotNull(table.id) : eq(table.ticketId, ticketId)
    const onReply = replyId === undefined ? undefined : eq(replyStickers.replyId, replyId)
    const rows = await call.db
      .select({ id: table.id, text: table.text })
      .from(table)
      .where(and(eq(table.tenantId, call.tenantId), onTicket, onReply))
    for (const { id, text } of rows) {
      const row = and(eq(table.tenantId, call.tenantId), eq(table.id, id))
      await call.db
        .update(table)
        .set({ text: replace(text) })
        .where(row)
    }
  }
}
