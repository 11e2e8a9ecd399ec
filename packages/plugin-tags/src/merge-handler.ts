/** What becomes of tags when tickets are merged, and when that is undone. */
import { and, eq } from '@deskhand/core/db'
import type { Call, MergeHandler } from '@deskhand/core/plugin'
import { type Change, count } from './counts.ts'
import { emitTagged } from './events.ts'
import { withIds } from './find.ts'
import { type TaggingRow, taggings } from './schema.ts'
import { standingOf, ticketRow } from './standing.ts'

export interface TagsMergeManifest {
  readonly from: string
  readonly to: string
}

/**
 * The merged ticket keeps its taggings, and `ticket.changed` stops counting them. The other ticket gets
 * the tags that it lacks, marked with where they come from. So undoing is exact whatever happens to the
 * tags in between, and the manifest contains no person who could have to be forgotten.
 */
export const mergeHandler: MergeHandler<TagsMergeManifest> = {
  async move(call, from, to) {
    const present = new Set((await taggingsOf(call, to)).map(({ tagId }) => tagId))
    const lacking = (await taggingsOf(call, from)).filter(({ tagId }) => !present.has(tagId))
    await copy(call, lacking, from, to)
    return { from, to }
  },

  async undo(call, { from, to }) {
    const removed = await call.db
      .delete(taggings)
      .where(and(onTicket(call, to), eq(taggings.mergedFromId, from)))
      .returning({ tagId: taggings.tagId, standing: taggings.countedAs })
    await count(
      call,
      removed.map((row): Change => ({ ...row, add: -1 })),
    )
    await tell(call, 'tags.removed', to, removed)
  },
}

async function copy(
  call: Call,
  lacking: readonly TaggingRow[],
  from: string,
  to: string,
): Promise<void> {
  const target = await ticketRow(call, to)
  if (!target || lacking.length === 0) return
  const standing = standingOf(target)
  const copies = lacking.map((row) => ({
    ...row,
    ticketId: to,
    ticketCreatedAt: target.createdAt,
    countedAs: standing,
    mergedFromId: from,
  }))
  // A merge of two tags may bring a tag to the ticket at the same moment: it does not lock tickets.
  const copied = await call.db
    .insert(taggings)
    .values(copies)
    .onConflictDoNothing()
    .returning({ tagId: taggings.tagId })
  await count(
    call,
    copied.map(({ tagId }): Change => ({ tagId, standing, add: 1 })),
  )
  await tell(call, 'tags.added', to, copied)
}

async function tell(
  call: Call,
  type: 'tags.added' | 'tags.removed',
  ticketId: string,
  rows: readonly { readonly tagId: string }[],
): Promise<void> {
  emitTagged(
    call,
    type,
    ticketId,
    await withIds(
      call,
      rows.map(({ tagId }) => tagId),
    ),
  )
}

async function taggingsOf(call: Call, ticketId: string): Promise<TaggingRow[]> {
  return call.db.select().from(taggings).where(onTicket(call, ticketId))
}

function onTicket(call: Call, ticketId: string) {
  return and(eq(taggings.tenantId, call.tenantId), eq(taggings.ticketId, ticketId))
}
