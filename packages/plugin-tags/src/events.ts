/** What is told of tags: ids only, to customers of public tags only. */
import type { Call } from '@deskhand/core/plugin'

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
