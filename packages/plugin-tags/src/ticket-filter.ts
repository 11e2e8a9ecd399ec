/**
 * `tags: { any, all, none }` of the ticket list.
 *
 * The tickets of a tag lie in one index in the order of their creation, so the list reads them from
 * there: those of the rarest tag that must be there, testing each for the others by its key. How
 * often each tag is used decides which is read, and whether any is when the list has another order.
 */
import { and, desc, eq, inArray, type SQL, sql, tickets } from '@deskhand/core/db'
import { type Call, type FilterCondition, filter, type MatchSource } from '@deskhand/core/plugin'
import { summed } from './counts.ts'
import { tagsFilterInput } from './inputs.ts'
import { nameKey } from './names.ts'
import { tagCounts, tags } from './schema.ts'
import { taggingsOf } from './tag-source.ts'
import { hasNoneOf, hasOneOf, type KnownTag, type TicketId } from './tag-tests.ts'
import type { TagsFilter } from './types.ts'

export const tagsFilter = filter<TagsFilter>({
  audience: 'public',
  schema: tagsFilterInput,
  where,
})

/** A ticket must have one tag of each group, and none of `unwanted`. */
interface Wanted {
  readonly groups: readonly (readonly KnownTag[])[]
  readonly unwanted: readonly KnownTag[]
}

/** With fewer matches than this, a page is likely to need them all. */
const fewMatches = 100

async function where(
  call: Call,
  { any, all = [], none = [] }: TagsFilter,
): Promise<FilterCondition> {
  const known = await knownTags(call, [...(any ?? []), ...all, ...none])
  const named = (names: readonly string[]) =>
    names.flatMap((name) => known.get(nameKey(name)) ?? [])
  const wanted: Wanted = {
    groups: [...(any ? [named(any)] : []), ...all.map((name) => named([name]))],
    unwanted: named(none),
  }
  const test = and(...testsOf(call, wanted, tickets.id)) ?? sql`1 = 1`
  // A customer's tickets are few, and found by whose they are.
  if (wanted.groups.length === 0 || call.actor.role === 'customer') return test
  const { groups } = wanted
  const [rarest = []] = groups.toSorted(byRows)
  const rows = rowsOf(rarest)
  // What share of all tickets has one of a single group is for the list to work out.
  const ever = groups.length > 1 ? await ticketsEver(call) : undefined
  const sources = rarest.map((_, index) => sourceOf(call, wanted, rarest, index, ever))
  if (ever === undefined) return { test, sources, rows }
  const share = groups.reduce((part, group) => part * Math.min(1, rowsOf(group) / ever), 1)
  return { test, sources, rows, share }
}

function testsOf(
  call: Call,
  { groups, unwanted }: Wanted,
  ticketId: TicketId,
): (SQL | undefined)[] {
  return [
    ...groups.map((group) => hasOneOf(call, group, ticketId)),
    hasNoneOf(call, unwanted, ticketId),
  ]
}

/** The tickets of one tag of a group, without those that an earlier tag of the group has named. */
function sourceOf(
  call: Call,
  { groups, unwanted }: Wanted,
  group: readonly KnownTag[],
  index: number,
  ever = 0,
): MatchSource {
  const tag = group[index] as KnownTag
  const others = groups.filter((other) => other !== group)
  const alone = others
    .filter((other) => other.length === 1 && tag.total * rowsOf(other) < fewMatches * ever)
    .toSorted(byRows)[0]
  const source = taggingsOf(call, tag, alone?.[0])
  const where = and(
    source.where,
    hasNoneOf(call, group.slice(0, index), source.ticketId),
    ...testsOf(
      call,
      { groups: others.filter((other) => other !== alone), unwanted },
      source.ticketId,
    ),
  ) as SQL
  return { ...source, where }
}

/** By what names are compared by. For customers only public tags exist. */
async function knownTags(
  call: Call,
  names: readonly string[],
): Promise<ReadonlyMap<string, KnownTag>> {
  const isCustomer = call.actor.role === 'customer'
  const found = await call.db
    .select({
      id: tags.id,
      nameKey: tags.nameKey,
      isPublic: tags.isPublic,
      total: summed(tagCounts.total, 'total'),
    })
    .from(tags)
    .leftJoin(tagCounts, and(eq(tagCounts.tenantId, tags.tenantId), eq(tagCounts.tagId, tags.id)))
    .where(
      and(
        eq(tags.tenantId, call.tenantId),
        inArray(tags.nameKey, names.map(nameKey)),
        isCustomer ? eq(tags.isPublic, true) : undefined,
      ),
    )
    .groupBy(tags.tenantId, tags.id)
  return new Map(found.map(({ nameKey: key, ...tag }) => [key, tag]))
}

/** About how many tickets the tenant has: their numbers count up. */
async function ticketsEver(call: Call): Promise<number> {
  const [last] = await call.db
    .select({ number: tickets.number })
    .from(tickets)
    .where(eq(tickets.tenantId, call.tenantId))
    .orderBy(desc(tickets.number))
    .limit(1)
  return last?.number ?? 1
}

function byRows(a: readonly KnownTag[], b: readonly KnownTag[]): number {
  return rowsOf(a) - rowsOf(b)
}

function rowsOf(group: readonly KnownTag[]): number {
  return group.reduce((rows, tag) => rows + tag.total, 0)
}
