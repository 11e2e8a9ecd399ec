import type { Translation } from './translation.ts'

/** Unicode's marks for text that runs from right to left, and for its end. */
const rightToLeft = '\u202e'
const pop = '\u202c'

/**
 * The right-to-left pseudo-locale `ar-XB`: English, each word turned round, in a page that runs from
 * right to left. Whatever can still be read easily is not a term.
 */
export const pseudoRightToLeft: Translation = {
  locale: 'ar-XB',
  dir: 'rtl',
  transform: (text) => text.replace(/\p{L}[\p{L}\p{M}'’]*/gu, (word) => rightToLeft + word + pop),
}
