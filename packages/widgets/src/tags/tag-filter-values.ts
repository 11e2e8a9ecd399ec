/** The filter by tags as a value: names that any, all or none of a ticket's tags have. */
import type { TagsFilter } from '@deskhand/plugin-tags/client'
import { type TagFilterMode, tagsFilterOf } from './tag-filter-text.ts'

/** Each list holds that many at most. */
export const tagFilterLimit = 20

/** `undefined` when nothing is wanted any more. */
export function withTagNames(
  filter: TagsFilter,
  mode: TagFilterMode,
  names: readonly string[],
): TagsFilter | undefined {
  const changed = tagsFilterOf({ tags: { ...filter, [mode]: names } })
  return Object.keys(changed).length > 0 ? changed : undefined
}
