import { and, asc, eq, inArray } from '@deskhand/core/db'
import type { SearchableText, SearchText } from '@deskhand/core/plugin'
import { taggings, tags } from './schema.ts'

/** Names of tags, those of public ones for everybody. */
export const searchText: SearchText = {
  changedBy: [
    'tags.added',
    'tags.removed',
    'tag.renamed',
    'tag.updated',
    'tag.merged',
    'tag.deleted',
  ],
  async tickets({ db, tenantId }, ids) {
    const found = await db
      .select({ ticketId: taggings.ticketId, name: tags.name, isPublic: tags.isPublic })
      .from(taggings)
      .innerJoin(tags, and(eq(tags.tenantId, taggings.tenantId), eq(tags.id, taggings.tagId)))
      .where(and(eq(taggings.tenantId, tenantId), inArray(taggings.ticketId, [...ids])))
      .orderBy(asc(tags.nameKey))
    const texts = new Map<string, SearchableText>()
    for (const { ticketId, name, isPublic } of found) {
      const text = texts.get(ticketId) ?? { public: '', internal: '' }
      const audience = isPublic ? 'public' : 'internal'
      texts.set(ticketId, { ...text, [audience]: `${text[audience]}${name}\n` })
    }
    return texts
  },
}
