/** What makes two names the same, and what a name may be. */
import { line } from '@deskhand/core/plugin'

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu

/**
 * A name as it is compared: without regard to case, surrounding space, compatible forms (`ﬁ` is
 * `fi`) and letters that nobody sees.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(invisible, '')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .normalize('NFKC')
    .trim()
}

/** A name as somebody types it. */
export function tagName() {
  return line(50)
    .refine((name) => !/\p{Cc}/u.test(name), 'Must not contain control characters.')
    .refine((name) => nameKey(name) !== '', 'Must have letters that can be seen.')
}
