/** The taggings that the ticket list is read from. */
import { alias, and, eq, type SQL, sql } from '@deskhand/core/db'
import type { Call, MatchSource } from '@deskhand/core/plugin'
import { taggings } from './schema.ts'
import { type KnownTag, mayFind } from './tag-tests.ts'

/**
 * The taggings of a tag, on tickets that have another tag as well. With `other`, a database may read
 * both tags' taggings side by side, which is best when all of them have to be read; when a page is
 * full long before, test each ticket for the other tag instead.
 */
export function taggingsOf(call: Call, tag: KnownTag, other?: KnownTag): MatchSource {
  const isOfTag = and(eq(taggings.tenantId, call.tenantId), eq(taggings.tagId, tag.id)) as SQL
  const { ticketId, ticketCreatedAt: createdAt } = taggings
  if (!other) {
    return { from: taggings, where: and(isOfTag, mayFind(call, tag)) as SQL, ticketId, createdAt }
  }
  const also = alias(taggings, 'also')
  const both = call.db
    .select({ ticketId, createdAt })
    .from(taggings)
    .crossJoin(also)
    .where(
      and(
        isOfTag,
        eq(also.tenantId, call.tenantId),
        eq(also.tagId, other.id),
        eq(also.ticketCreatedAt, createdAt),
        eq(also.ticketId, ticketId),
      ),
    )
    .as('both')
  return {
    from: both,
    where: and(mayFind(call, tag), mayFind(call, other)) ?? sql`1 = 1`,
    ticketId: both.ticketId,
    createdAt: both.createdAt,
  }
}
