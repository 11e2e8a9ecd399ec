import type { Term, TermGroup, Terms } from './terms.ts'
import { type Translation, translationFor } from './translation.ts'

/** One language of one page: terms, direction, and how numbers and times are written. */
export interface Localizer {
  /** The BCP 47 tag for `Intl` and `lang`. */
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  /** The terms of a group, translated where there is a translation. */
  terms<Group extends Terms>(group: TermGroup<Group>): Group
  number(value: number): string
  /** Date and time in full, such as `2 March 2026 at 09:00`. */
  fullTime(time: Date): string
  /** Only the day, short, without the year in the year of `now`: `2 Mar`. */
  day(time: Date, now: Date): string
  /** Such as `3 hours ago`; `undefined` when it is further away than six days. */
  relativeTime(time: Date, now: Date): string | undefined
}

const units = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const

/** An unknown locale gets English terms, and numbers and times as it writes them. */
export function createLocalizer(
  locale: string,
  translations: readonly Translation[] = [],
): Localizer {
  const translation = translationFor(locale, translations)
  const known = new Map<string, Terms>()
  const tag = supported(locale)
  const numbers = new Intl.NumberFormat(tag)
  const full = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const days = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' })
  const daysOfYears = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' })

  return {
    locale: tag,
    dir: translation?.dir ?? 'ltr',
    terms<Group extends Terms>(group: TermGroup<Group>) {
      let terms = known.get(group.name)
      if (!terms) {
        terms = translated(group, translation)
        known.set(group.name, terms)
      }
      return terms as Group
    },
    number: (value) => numbers.format(value),
    fullTime: (time) => full.format(time),
    day: (time, now) =>
      (time.getFullYear() === now.getFullYear() ? days : daysOfYears).format(time),
    relativeTime(time, now) {
      const seconds = Math.round((time.getTime() - now.getTime()) / 1_000)
      if (Math.abs(seconds) >= 7 * 86_400) return undefined
      const found = units.find((one) => Math.abs(seconds) >= one.seconds)
      return found
        ? relative.format(Math.trunc(seconds / found.seconds), found.unit)
        : relative.format(0, 'second')
    },
  }
}

/** A tag that no `Intl` knows must not break a page. */
function supported(locale: string): string {
  try {
    return new Intl.NumberFormat(locale) && locale
  } catch {
    return 'en'
  }
}

function translated(group: TermGroup, translation: Translation | undefined): Terms {
  const own = Object.entries(translation?.terms?.[group.name] ?? {}).filter(
    ([, term]) => term !== undefined,
  )
  const terms = { ...group.en, ...Object.fromEntries(own) } as Terms
  const transform = translation?.transform
  if (!transform) return terms
  const changed = Object.entries(terms).map(([name, term]) => [name, wrapped(term, transform)])
  return Object.fromEntries(changed)
}

function wrapped(term: Term, transform: (text: string) => string): Term {
  return typeof term === 'string'
    ? transform(term)
    : (...values: never[]) => transform(term(...values))
}
