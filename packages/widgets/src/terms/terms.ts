/** Texts of the elements: groups of terms that stand near the elements, and what a page puts in their place. */

/** A text, or a function that makes one from values, such as a number of tickets. */
export type Term = string | ((...values: never[]) => string)

export type Terms = Readonly<Record<string, Term>>

/** The terms of one element or of a few that belong together, in English. */
export interface TermGroup<Group extends Terms = Terms> {
  /** What translations call it, such as `ticket-list`. */
  readonly name: string
  readonly en: Group
}

type Widened<Group extends Terms> = {
  readonly [Name in keyof Group]: Group[Name] extends string ? string : Group[Name]
}

/**
 * Declares the terms of an element. English is the default and the type of every translation.
 *
 * @example
 * export const listTerms = defineTerms('ticket-list', {
 *   title: 'Tickets',
 *   selected: (count: number) => english(count, { one: '# ticket selected', other: '# tickets selected' }),
 * })
 */
export function defineTerms<const Group extends Terms>(
  name: string,
  en: Group,
): TermGroup<Widened<Group>> {
  return { name, en: en as Widened<Group> }
}

export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

/**
 * Picks the form for a count by the rules of a language (CLDR) and puts the number in place of `#`.
 *
 * @example
 * const polish = pluralOf('pl')
 * polish(3, { one: '# zgłoszenie', few: '# zgłoszenia', many: '# zgłoszeń', other: '# zgłoszenia' })
 */
export function pluralOf(locale: string): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)
  return (count, forms) =>
    (forms[rules.select(count)] ?? forms.other).replaceAll('#', numbers.format(count))
}

/** `pluralOf('en')`, for the English terms. */
export const english: (count: number, forms: PluralForms) => string = pluralOf('en')
