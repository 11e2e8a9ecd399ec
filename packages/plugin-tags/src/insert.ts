/** Writing new tags. */
import { count, eq } from '@deskhand/core/db'
import type { Call } from '@deskhand/core/plugin'
import { colourFor } from './colours.ts'
import { maxTags, tagGone, tooManyTags } from './errors.ts'
import { withKeys } from './find.ts'
import { nameKey } from './names.ts'
import { type TagRow, tags } from './schema.ts'
import type { TagCreateInput } from './types.ts'

/** The tags of these names: new ones, and those that somebody else made at the same moment. */
export async function insertTags(call: Call, inputs: readonly TagCreateInput[]): Promise<TagRow[]> {
  const inserted = await insertNew(call, inputs)
  if (inserted.length === inputs.length) return inserted
  const all = await withKeys(
    call,
    inputs.map(({ name }) => nameKey(name)),
  )
  if (all.length < inputs.length) throw tagGone()
  return all
}

/** Leaves out names that are taken. In the order of names, so that two calls cannot block each other. */
export async function insertNew(call: Call, inputs: readonly TagCreateInput[]): Promise<TagRow[]> {
  await requireRoom(call, inputs.length)
  const rows = inputs.map((input) => newTag(call, input))
  const inserted = await call.db
    .insert(tags)
    .values(rows.toSorted((a, b) => (a.nameKey < b.nameKey ? -1 : 1)))
    .onConflictDoNothing()
    .returning()
  for (const { id, isPublic } of inserted) {
    call.emit({
      type: 'tag.created',
      audience: isPublic ? 'public' : 'internal',
      data: { tagId: id },
    })
  }
  return inserted
}

function newTag(call: Call, { name, colour, icon = null, isPublic = false }: TagCreateInput) {
  const key = nameKey(name)
  return {
    tenantId: call.tenantId,
    id: call.newId(),
    name,
    nameKey: key,
    colour: colour ?? colourFor(key),
    icon,
    isPublic,
    createdBy: call.actor.id,
    createdAt: call.now(),
  }
}

async function requireRoom(call: Call, more: number): Promise<void> {
  const [row] = await call.db
    .select({ value: count() })
    .from(tags)
    .where(eq(tags.tenantId, call.tenantId))
  if (Number(row?.value ?? 0) + more > maxTags) throw tooManyTags()
}
