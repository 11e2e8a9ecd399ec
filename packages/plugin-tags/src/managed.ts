/** The managed list of tags. */
import { and, eq, UniqueViolation } from '@deskhand/core/db'
import {
  after,
  type Call,
  cut,
  decodeCursor,
  encodeCursor,
  type Page,
  parse,
  requirePermission,
  type Sealer,
} from '@deskhand/core/plugin'
import { nameTaken } from './errors.ts'
import { audienceOf, emitTag } from './events.ts'
import { loadTag, lockTags } from './find.ts'
import { tagCreateInput, tagListInput, tagTarget, tagUpdateInput } from './inputs.ts'
import { insertNew } from './insert.ts'
import { nameKey } from './names.ts'
import { presentTag, presentTags } from './present.ts'
import { type TagRow, tags } from './schema.ts'
import type { Tag } from './types.ts'

const cursorKind = 'tags:name'

export async function listTags(call: Call, cursors: Sealer, rawInput: unknown): Promise<Page<Tag>> {
  const { limit, cursor } = parse(tagListInput, rawInput)
  await requirePermission(call, 'tags:read')
  const beyond = cursor === undefined ? undefined : decodeCursor(cursors, call, cursorKind, cursor)
  const found = await call.db
    .select()
    .from(tags)
    .where(and(eq(tags.tenantId, call.tenantId), beyond && after([tags.nameKey], 'asc', beyond)))
    .orderBy(tags.nameKey)
    .limit(limit + 1)
  const { rows, hasMore } = cut(found, limit)
  const last = rows.at(-1)
  return {
    data: await presentTags(call, rows),
    page: {
      hasMore,
      nextCursor: hasMore && last ? encodeCursor(cursors, call, cursorKind, [last.nameKey]) : null,
    },
  }
}

export async function getTag(call: Call, rawInput: unknown): Promise<Tag> {
  const { tagId } = parse(tagTarget, rawInput)
  await requirePermission(call, 'tags:read')
  return presentTag(call, await loadTag(call, tagId))
}

export async function createTag(call: Call, rawInput: unknown): Promise<Tag> {
  const input = parse(tagCreateInput, rawInput)
  await requirePermission(call, 'tags:create')
  if (input.isPublic) await requirePermission(call, 'tags:manage')
  return call.transaction(async (inner) => {
    const [tag] = await insertNew(inner, [input])
    if (!tag) throw nameTaken(input.name)
    return presentTag(inner, tag)
  })
}

export async function updateTag(call: Call, rawInput: unknown): Promise<Tag> {
  const { tagId, ...input } = parse(tagUpdateInput, rawInput)
  await requirePermission(call, 'tags:manage')
  return call.transaction(async (inner) => {
    const [before] = (await lockTags(inner, [tagId])) as [TagRow]
    const changes = {
      ...input,
      ...(input.name !== undefined && { nameKey: nameKey(input.name) }),
    }
    const fields = (Object.keys(input) as (keyof typeof input)[]).filter(
      (field) => input[field] !== undefined && input[field] !== before[field],
    )
    if (fields.length === 0) return presentTag(inner, before)
    const after = await write(inner, before, changes)
    const audience = audienceOf({ isPublic: before.isPublic || after.isPublic })
    if (fields.includes('name')) emitTag(inner, 'tag.renamed', audience, { tagId })
    const others = fields.filter((field) => field !== 'name')
    if (others.length > 0) emitTag(inner, 'tag.updated', audience, { tagId, fields: others })
    return presentTag(inner, after)
  })
}

async function write(call: Call, before: TagRow, changes: Partial<TagRow>): Promise<TagRow> {
  try {
    const [row] = await call.savepoint(() =>
      call.db
        .update(tags)
        .set(changes)
        .where(and(eq(tags.tenantId, call.tenantId), eq(tags.id, before.id)))
        .returning(),
    )
    return row ?? before
  } catch (error) {
    throw error instanceof UniqueViolation ? nameTaken(changes.name ?? before.name) : error
  }
}
