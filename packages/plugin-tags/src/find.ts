/** Finding tags. */
import { and, eq, forUpdate, inArray } from '@deskhand/core/db'
import { type Call, notFound } from '@deskhand/core/plugin'
import { type TagRow, tags } from './schema.ts'

export async function withIds(call: Call, ids: readonly string[]): Promise<TagRow[]> {
  if (ids.length === 0) return []
  return call.db
    .select()
    .from(tags)
    .where(and(eq(tags.tenantId, call.tenantId), inArray(tags.id, [...ids])))
}

export async function withKeys(call: Call, keys: readonly string[]): Promise<TagRow[]> {
  if (keys.length === 0) return []
  return call.db
    .select()
    .from(tags)
    .where(and(eq(tags.tenantId, call.tenantId), inArray(tags.nameKey, [...keys])))
}

/** Throws `not_found` (404). */
export async function loadTag(call: Call, tagId: string): Promise<TagRow> {
  const [tag] = await withIds(call, [tagId])
  if (!tag) throw notFound('tag')
  return tag
}

/** Tags that nobody else may put on tickets until the transaction ends. Throws `not_found` (404). */
export async function lockTags(call: Call, ids: readonly string[]): Promise<TagRow[]> {
  const found = await forUpdate(
    call.db,
    call.db
      .select()
      .from(tags)
      .where(and(eq(tags.tenantId, call.tenantId), inArray(tags.id, [...ids])))
      .orderBy(tags.id),
  )
  return ids.map((id) => {
    const tag = found.find((row) => row.id === id)
    if (!tag) throw notFound('tag')
    return tag
  })
}
