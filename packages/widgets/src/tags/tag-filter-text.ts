/** What the chip of the filter by tags says. */
import type { TagsFilter } from '@deskhand/plugin-tags/client'
import type { Localizer } from '../terms/localizer.ts'
import { tagLabels } from './labels.ts'

export type TagFilterMode = 'any' | 'all' | 'none'

export const tagFilterModes: readonly TagFilterMode[] = ['any', 'all', 'none']

/** From whatever stands in the filters, such as what an address says. */
export function tagsFilterOf(filters: Readonly<Record<string, unknown>>): TagsFilter {
  const given = Object(filters.tags) as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    tagFilterModes.flatMap((mode) => {
      const names = namesIn(given[mode])
      return names.length > 0 ? [[mode, names]] : []
    }),
  )
}

/** Each part in words. */
export function tagFilterText(
  filters: Readonly<Record<string, unknown>>,
  localizer: Localizer,
): string | undefined {
  const labels = localizer.terms(tagLabels)
  const { any, all, none } = tagsFilterOf(filters)
  const listed = (names: readonly string[], type: 'conjunction' | 'disjunction') =>
    new Intl.ListFormat(localizer.locale, { type }).format(names)
  const parts = [
    any && labels.any(listed(any, 'disjunction')),
    all && labels.all(listed(all, 'conjunction')),
    none && labels.without(listed(none, 'disjunction')),
  ].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(' · ') : undefined
}

function namesIn(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : []
  return list.filter((name) => typeof name === 'string' && name.trim() !== '')
}
