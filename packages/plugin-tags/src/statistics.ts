/**
 * Tags with their counts, most used first: for statistics and for autocompletion. The counts are over all tickets
 * of the tenant, so an actor who does not see them all gets the tags by name, without counts.
 */
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
  seesAllTickets,
} from '@deskhand/core/plugin'
import { summed } from './counts.ts'
import { tagListInput, tagSuggestInput } from './inputs.ts'
import { nameKey } from './names.ts'
import { lookOf } from './present.ts'
import { type TagRow, tagCounts, tags } from './schema.ts'
import type { CountedTag } from './types.ts'

export async function suggestTags(
  call: Call,
  rawInput: unknown,
): Promise<{ data: readonly CountedTag[] }> {
  const { prefix, limit } = parse(tagSuggestInput, rawInput)
  await requirePermission(call, 'tags:read')
  const rows = await orderFor(call).read({ prefix, limit })
  return { data: rows.map(present) }
}

export async function tagStatistics(
  call: Call,
  cursors: Sealer,
  rawInput: unknown,
): Promise<Page<CountedTag>> {
  const { limit, cursor } = parse(tagListInput, rawInput)
  await requirePermission(call, 'tags:read')
  const { kind, read, keyOf } = orderFor(call)
  const beyond = cursor === undefined ? undefined : decodeCursor(cursors, call, kind, cursor)
  const { rows, hasMore } = cut(await read({ beyond, limit: limit + 1 }), limit)
  const last = hasMore ? rows.at(-1) : undefined
  return {
    data: rows.map(present),
    page: { hasMore, nextCursor: last ? encodeCursor(cursors, call, kind, keyOf(last)) : null },
  }
}

type Row = Pick<TagRow, 'id' | 'name' | 'nameKey' | 'colour' | 'icon' | 'isPublic'> & {
  readonly open?: number
  readonly total?: number
}

function present({ isPublic, open, total, ...row }: Row): CountedTag {
  return { ...lookOf(row), isPublic, ...(open !== undefined && { open, total }) }
}

function orderFor(call: Call) {
  return seesAllTickets(call)
    ? {
        kind: 'tags:used',
        read: (part: Part) => mostUsed(call, part),
        keyOf: ({ total = 0, open = 0, id }: Row) => [total, open, id],
      }
    : {
        kind: 'tags:byName',
        read: (part: Part) => byName(call, part),
        keyOf: ({ nameKey }: Row) => [nameKey],
      }
}

interface Part {
  readonly prefix?: string | undefined
  readonly beyond?: readonly unknown[] | undefined
  readonly limit: number
}

/** Reads the tenant's tags, a few thousand at most, and never their tickets. */
async function mostUsed(call: Call, { prefix, beyond, limit }: Part): Promise<Row[]> {
  const counted = call.db
    .select({
      ...columns,
      open: summed(tagCounts.open, 'open'),
      total: summed(tagCounts.total, 'total'),
    })
    .from(tags)
    .leftJoin(tagCounts, and(eq(tagCounts.tenantId, tags.tenantId), eq(tagCounts.tagId, tags.id)))
    .where(named(call, prefix))
    .groupBy(tags.tenantId, tags.id)
    .as('counted')
  const key = [counted.total, counted.open, counted.id]
  return call.db
    .select()
    .from(counted)
    .where(beyond && after(key, 'desc', beyond))
    .orderBy(...ordered(key, 'desc'))
    .limit(limit)
}

async function byName(call: Call, { prefix, beyond, limit }: Part): Promise<Row[]> {
  return call.db
    .select(columns)
    .from(tags)
    .where(and(named(call, prefix), beyond && after([tags.nameKey], 'asc', beyond)))
    .orderBy(...ordered([tags.nameKey], 'asc'))
    .limit(limit)
}

const columns = {
  id: tags.id,
  name: tags.name,
  nameKey: tags.nameKey,
  colour: tags.colour,
  icon: tags.icon,
  isPublic: tags.isPublic,
}

function named(call: Call, prefix: string | undefined) {
  return and(
    eq(tags.tenantId, call.tenantId),
    prefix === undefined ? undefined : startsWith(tags.nameKey, nameKey(prefix)),
  )
}
