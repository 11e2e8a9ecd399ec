/** A tag as elements know it: from the server, or only its name. */
import type { TicketTag } from '@deskhand/plugin-tags/client'

/** Without `id` it is one that is created when it is saved, or of which nothing but the name is known. */
export type TagLook = Pick<TicketTag, 'name'> &
  Partial<Pick<TicketTag, 'id' | 'colour' | 'textColour' | 'icon' | 'isPublic'>>

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu

/** What makes two names the same to the server: not case, surrounding space, or compatible letters. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replace(invisible, '').toUpperCase().toLowerCase().trim()
}

export function isSameTag(one: TagLook, other: TagLook): boolean {
  return one.id !== undefined && other.id !== undefined
    ? one.id === other.id
    : nameKey(one.name) === nameKey(other.name)
}

export function hasTag(tags: readonly TagLook[], tag: TagLook): boolean {
  return tags.some((one) => isSameTag(one, tag))
}

export function withoutTag(tags: readonly TagLook[], tag: TagLook): readonly TagLook[] {
  return tags.filter((one) => !isSameTag(one, tag))
}

/** For calls that take names and ids: ids where they are known, so that a renamed tag is still found. */
export function selectionOf(tags: readonly TagLook[]): { names: string[]; tagIds: string[] } {
  return {
    names: tags.flatMap(({ id, name }) => (id === undefined ? [name] : [])),
    tagIds: tags.flatMap(({ id }) => (id === undefined ? [] : [id])),
  }
}
