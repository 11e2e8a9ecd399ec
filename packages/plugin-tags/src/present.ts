/** From rows to answers. */
import type { Call, PersonSummary } from '@deskhand/core/plugin'
import { textColourOn } from './colours.ts'
import type { TagRow } from './schema.ts'
import type { Tag } from './types.ts'

type Look = Pick<TagRow, 'id' | 'name' | 'colour' | 'icon'>

/** What a tag looks like, wherever it is shown. */
export function lookOf({ id, name, colour, icon }: Look) {
  return { id, name, colour, textColour: textColourOn(colour), icon }
}

export async function presentTags(call: Call, rows: readonly TagRow[]): Promise<Tag[]> {
  const people = await call.people.summaries(rows.map((row) => row.createdBy))
  return rows.map((row) => ({
    ...lookOf(row),
    isPublic: row.isPublic,
    createdBy: personIn(people, row.createdBy),
    createdAt: row.createdAt.toISOString(),
  }))
}

export async function presentTag(call: Call, row: TagRow): Promise<Tag> {
  const [tag] = await presentTags(call, [row])
  return tag as Tag
}

export function personIn(people: ReadonlyMap<string, PersonSummary>, id: string): PersonSummary {
  return people.get(id) ?? { id, name: id, avatarUrl: null }
}
