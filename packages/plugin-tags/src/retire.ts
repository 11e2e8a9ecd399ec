/** Merging two tags and deleting one. Both end a tag that may be on many tickets. */
import { alias, and, count as countRows, eq, exists, ne } from '@deskhand/core/db'
import { type Call, invalidField, parse, requirePermission } from '@deskhand/core/plugin'
import { count } from './counts.ts'
import { audienceOf, emitTag } from './events.ts'
import { lockTags } from './find.ts'
import { tagMergeInput, tagTarget } from './inputs.ts'
import { presentTag } from './present.ts'
import { type TagRow, tagCounts, taggings, tags } from './schema.ts'
import type { Tag } from './types.ts'

/** Tickets that have both keep the tagging of the tag that stays. */
export async function mergeTags(
  call: Call,
  rawInput: unknown,
): Promise<{ tag: Tag; tickets: number }> {
  const { tagId, intoId } = parse(tagMergeInput, rawInput)
  await requirePermission(call, 'tags:manage')
  if (tagId === intoId) throw invalidField('/intoId', 'Must be another tag.')
  return call.transaction(async (inner) => {
    const [from, into] = (await lockTags(inner, [tagId, intoId])) as [TagRow, TagRow]
    const tickets = await ticketsOf(inner, from)
    await dropDoubles(inner, from, into)
    const { db, tenantId } = inner
    await db
      .update(taggings)
      .set({ tagId: into.id })
      .where(and(eq(taggings.tenantId, tenantId), eq(taggings.tagId, from.id)))
    await db
      .update(tagCounts)
      .set({ tagId: into.id })
      .where(and(eq(tagCounts.tenantId, tenantId), eq(tagCounts.tagId, from.id)))
    await drop(inner, from)
    const audience = audienceOf({ isPublic: from.isPublic && into.isPublic })
    emitTag(inner, 'tag.merged', audience, { tagId, intoId, tickets })
    return { tag: await presentTag(inner, into), tickets }
  })
}

export async function deleteTag(call: Call, rawInput: unknown): Promise<{ tickets: number }> {
  const { tagId } = parse(tagTarget, rawInput)
  await requirePermission(call, 'tags:manage')
  return call.transaction(async (inner) => {
    const [tag] = (await lockTags(inner, [tagId])) as [TagRow]
    const tickets = await ticketsOf(inner, tag)
    const { db, tenantId } = inner
    await db.delete(taggings).where(and(eq(taggings.tenantId, tenantId), eq(taggings.tagId, tagId)))
    await db
      .delete(tagCounts)
      .where(and(eq(tagCounts.tenantId, tenantId), eq(tagCounts.tagId, tagId)))
    await drop(inner, tag)
    emitTag(inner, 'tag.deleted', audienceOf(tag), { tagId, tickets })
    return { tickets }
  })
}

async function ticketsOf(call: Call, tag: TagRow): Promise<number> {
  const [row] = await call.db
    .select({ value: countRows() })
    .from(taggings)
    .where(
      and(
        eq(taggings.tenantId, call.tenantId),
        eq(taggings.tagId, tag.id),
        ne(taggings.countedAs, 'nothing'),
      ),
    )
  return Number(row?.value ?? 0)
}

async function dropDoubles(call: Call, from: TagRow, into: TagRow): Promise<void> {
  const other = alias(taggings, 'other')
  const hasBoth = call.db
    .select()
    .from(other)
    .where(
      and(
        eq(other.tenantId, call.tenantId),
        eq(other.ticketId, taggings.ticketId),
        eq(other.tagId, into.id),
      ),
    )
  const dropped = await call.db
    .delete(taggings)
    .where(and(eq(taggings.tenantId, call.tenantId), eq(taggings.tagId, from.id), exists(hasBoth)))
    .returning({ standing: taggings.countedAs })
  await count(
    call,
    dropped.map(({ standing }) => ({ tagId: from.id, standing, add: -1 })),
  )
}

async function drop(call: Call, tag: TagRow): Promise<void> {
  await call.db.delete(tags).where(and(eq(tags.tenantId, call.tenantId), eq(tags.id, tag.id)))
}
