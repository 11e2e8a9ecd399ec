/**
 * Versions as entity tags: version 7 is `ETag: "7"`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3 (ETag)
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1 (If-Match, If-None-Match)
 */
import { HelpdeskError } from '../kit/errors.ts'

/** No row ever has it, so a condition on it always fails. */
const neverVersion = 0

export function entityTag(version: number): string {
  return `"${version}"`
}

/**
 * The version that `If-Match` asks for; `undefined` for none, or for any (`*`).
 *
 * Versions only grow, so of several the highest is the only one that can still be current. Weak
 * tags and tags that are not ours never match.
 */
export function ifMatchVersion(request: Request): number | undefined {
  const tags = parseTags(request.headers.get('if-match'), 'If-Match')
  if (tags === undefined || tags === '*') return undefined
  const versions = tags.map(({ value, isWeak }) =>
    !isWeak && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : neverVersion,
  )
  return Math.max(...versions)
}

/** Whether `If-None-Match` names the tag: the caller has what would be answered. */
export function isKnownToCaller(request: Request, tag: string): boolean {
  const header = request.headers.get('if-none-match')
  if (header === null) return false
  const tags = parseTags(header, 'If-None-Match')
  return tags === '*' || (tags?.some(({ value }) => `"${value}"` === tag) ?? false)
}

interface EntityTag {
  readonly value: string
  readonly isWeak: boolean
}

function parseTags(header: string | null, name: string): EntityTag[] | '*' | undefined {
  if (header === null) return undefined
  if (header.trim() === '*') return '*'
  const tags: EntityTag[] = []
  const entry = /[ \t]*(?:(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*)?(?:,|$)/y
  while (entry.lastIndex < header.length) {
    const match = entry.exec(header)
    if (!match) throw malformed(name)
    if (match[2] !== undefined) tags.push({ value: match[2], isWeak: match[1] !== undefined })
  }
  if (tags.length === 0) throw malformed(name)
  return tags
}

function malformed(name: string): HelpdeskError {
  return new HelpdeskError({
    code: 'invalid_header',
    status: 400,
    detail: `${name} must be * or a list of entity tags in double quotes, such as "3".`,
    extra: { header: name.toLowerCase() },
  })
}
