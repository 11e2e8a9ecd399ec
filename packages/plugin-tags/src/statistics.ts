/** Tags with their counts, most used first: for statistics and for autocompletion. */
import { and, eq, startsWith } from '@deskhand/core/db'
import {
  after,
  type Call,
  cut,
  decodeCursor,
  encodeCursor,
  ordered,
  type Page,
  parse,
  requirePermission,
  type Sealer,
} from '@deskhand/core/plugin'
import { summed } from './counts.ts'
import { tagListInput, tagSuggestInput } from './inputs.ts'
import { nameKey } from './names.ts'
import { lookOf } from './present.ts'
import { tagCounts, tags } from './schema.ts'
import type { CountedTag } from './types.ts'

const cursorKind = 'tags:used'

export async function suggestTags(
  call: Call,
  rawInput: unknown,
): Promise<{ data: readonly CountedTag[] }> {
  const { prefix, limit } = parse(tagSuggestInput, rawInput)
  await requirePermission(call, 'tags:read')
  return { data: await mostUsed(call, { prefix, limit }) }
}

export async function tagStatistics(
  call: Call,
  cursors: Sealer,
  rawInput: unknown,
): Promise<Page<CountedTag>> {
  const { limit, cursor } = parse(tagListInput, rawInput)
  await requirePermission(call, 'tags:read')
  const beyond = cursor === undefined ? undefined : decodeCursor(cursors, call, cursorKind, cursor)
  const { rows, hasMore } = cut(await mostUsed(call, { beyond, limit: limit + 1 }), limit)
  const last = rows.at(-1)
  return {
    data: rows,
    page: {
      hasMore,
      nextCursor:
        hasMore && last
          ? encodeCursor(cursors, call, cursorKind, [last.total, last.open, last.id])
          : null,
    },
  }
}

interface Part {
  readonly prefix?: string | undefined
  readonly beyond?: readonly unknown[] | undefined
  readonly limit: number
}

/** Reads the tenant's tags, a few thousand at most, and never their tickets. */
async function mostUsed(call: Call, { prefix, beyond, limit }: Part): Promise<CountedTag[]> {
  const counted = call.db
    .select({
      id: tags.id,
      name: tags.name,
      colour: tags.colour,
      icon: tags.icon,
      isPublic: tags.isPublic,
      open: summed(tagCounts.open, 'open'),
      total: summed(tagCounts.total, 'total'),
    })
    .from(tags)
    .leftJoin(tagCounts, and(eq(tagCounts.tenantId, tags.tenantId), eq(tagCounts.tagId, tags.id)))
    .where(
      and(
        eq(tags.tenantId, call.tenantId),
        prefix === undefined ? undefined : startsWith(tags.nameKey, nameKey(prefix)),
      ),
    )
    .groupBy(tags.tenantId, tags.id)
    .as('counted')
  const key = [counted.total, counted.open, counted.id]
  const rows = await call.db
    .select()
    .from(counted)
    .where(beyond && after(key, 'desc', beyond))
    .orderBy(...ordered(key, 'desc'))
    .limit(limit)
  return rows.map((row) => ({
    ...lookOf(row),
    isPublic: row.isPublic,
    open: row.open,
    total: row.total,
  }))
}
