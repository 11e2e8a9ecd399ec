/** From names and ids to tags: found, or created where that is wanted and allowed. */
import { type Call, forbidden, invalid } from '@deskhand/core/plugin'
import { withIds, withKeys } from './find.ts'
import { insertTags } from './insert.ts'
import { nameKey } from './names.ts'
import type { TagRow } from './schema.ts'
import type { TagSelection } from './types.ts'

/** The tags that are meant; unknown names are created, and unknown ids refused. */
export async function chooseOrCreate(call: Call, selection: TagSelection): Promise<TagRow[]> {
  const byId = await withIds(call, selection.tagIds ?? [])
  const unknown = (selection.tagIds ?? []).flatMap((id, index) =>
    byId.some((tag) => tag.id === id)
      ? []
      : [{ path: `/tagIds/${index}`, message: 'There is no such tag.' }],
  )
  if (unknown.length > 0) throw invalid(unknown)
  const byKey = namesByKey(selection.names ?? [])
  const found = await withKeys(call, [...byKey.keys()])
  for (const tag of found) byKey.delete(tag.nameKey)
  const created = byKey.size === 0 ? [] : await create(call, [...byKey.values()])
  return distinct([...byId, ...found, ...created])
}

/** The tags that are meant, as far as they exist. */
export async function chooseKnown(call: Call, selection: TagSelection): Promise<TagRow[]> {
  const byId = await withIds(call, selection.tagIds ?? [])
  const keys = [...namesByKey(selection.names ?? []).keys()]
  return distinct([...byId, ...(await withKeys(call, keys))])
}

async function create(call: Call, names: readonly string[]): Promise<TagRow[]> {
  if (!(await call.can('tags:create'))) {
    throw forbidden(
      'tags:create',
      `There is no tag named ${JSON.stringify(names[0])}, and creating one needs the permission "tags:create".`,
    )
  }
  return insertTags(
    call,
    names.map((name) => ({ name })),
  )
}

/** Names as they were typed, by what they are compared by. */
function namesByKey(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [nameKey(name), name]))
}

function distinct(chosen: readonly TagRow[]): TagRow[] {
  return [...new Map(chosen.map((tag) => [tag.id, tag])).values()]
}
