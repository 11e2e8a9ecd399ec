/** How tags look that were seen on this page, for places that have only their names, such as filters. */
import type { WidgetClient } from '../session/client.ts'
import { nameKey, type TagLook } from './tag.ts'

const known = new WeakMap<WidgetClient, Map<string, TagLook>>()

export function rememberTags(client: WidgetClient, tags: readonly TagLook[]): void {
  const byName = known.get(client) ?? new Map<string, TagLook>()
  known.set(client, byName)
  for (const tag of tags) if (tag.id !== undefined) byName.set(nameKey(tag.name), tag)
}

export function knownTag(client: WidgetClient, name: string): TagLook | undefined {
  return known.get(client)?.get(nameKey(name))
}

/** Asks for those of the names of which nothing is known; what does not exist stays unknown. */
export async function lookUpTags(
  client: WidgetClient,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const unknown = names.filter((name) => !knownTag(client, name))
  const asked = unknown.map((prefix) => client.tags?.suggest({ prefix, limit: 100 }, { signal }))
  for (const answer of await Promise.all(asked)) rememberTags(client, answer?.data ?? [])
}
