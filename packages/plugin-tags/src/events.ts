/** What is told of tags: ids only, to customers of public tags only. */
import type { Call, EventDeclarations } from '@deskhand/core/plugin'

export const tagEvents = {
  'tags.added': { description: 'Tags were put on a ticket; public and internal ones apart.' },
  'tags.removed': { description: 'Tags were taken off a ticket; public and internal ones apart.' },
  'tag.created': { description: 'A tag was created.' },
  'tag.renamed': { description: 'A tag was renamed.' },
  'tag.updated': { description: 'The colour, the icon or the audience of a tag changed.' },
  'tag.merged': { description: 'A tag was merged into another one.' },
  'tag.deleted': { description: 'A tag was deleted.' },
} as const satisfies EventDeclarations

interface Told {
  readonly id: string
  readonly isPublic: boolean
}

/** Public and internal tags are told apart, so that nobody learns of an internal one. */
export function emitTagged(
  call: Call,
  type: 'tags.added' | 'tags.removed',
  ticketId: string,
  tags: readonly Told[],
): void {
  for (const audience of ['public', 'internal'] as const) {
    const tagIds = tags.filter((tag) => audienceOf(tag) === audience).map((tag) => tag.id)
    if (tagIds.length > 0) call.emit({ type, ticketId, audience, data: { tagIds } })
  }
}

export function emitTag(
  call: Call,
  type: 'tag.renamed' | 'tag.updated' | 'tag.merged' | 'tag.deleted',
  audience: 'public' | 'internal',
  data: Readonly<Record<string, unknown>>,
): void {
  call.emit({ type, audience, data })
}

export function audienceOf({ isPublic }: { readonly isPublic: boolean }): 'public' | 'internal' {
  return isPublic ? 'public' : 'internal'
}
