import type { AllTerms } from './all-terms.ts'
import type { Terms } from './terms.ts'

type KnownOverrides = { readonly [Group in keyof AllTerms]?: Partial<AllTerms[Group]> | undefined }

/** Terms by group and name. What is left out stays English. Groups of other packages may be named, too. */
export type TermOverrides = KnownOverrides & {
  readonly [group: string]: Partial<Terms> | undefined
}

/**
 * A language, or a few words that a page wants to be others.
 *
 * @example
 * const german: Translation = { locale: 'de', terms: { status: { new: 'Neu', open: 'Offen' } } }
 */
export interface Translation {
  /** A BCP 47 tag such as `de` or `pt-BR`. */
  readonly locale: string
  /** Default `ltr`. */
  readonly dir?: 'ltr' | 'rtl' | undefined
  readonly terms?: TermOverrides | undefined
  /** Changes every text, after `terms`: for pseudo-locales. */
  readonly transform?: ((text: string) => string) | undefined
}

/** The translation that fits best: of the same tag, else of the same language. */
export function translationFor(
  locale: string,
  translations: readonly Translation[],
): Translation | undefined {
  const wanted = locale.toLowerCase()
  const language = wanted.split('-')[0]
  return (
    translations.find((one) => one.locale.toLowerCase() === wanted) ??
    translations.find((one) => one.locale.toLowerCase() === language)
  )
}
