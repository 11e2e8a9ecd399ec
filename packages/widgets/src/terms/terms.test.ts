import { describe, expect, expectTypeOf, it } from 'vitest'
import { statusTerms } from '../badges/terms.ts'
import { commonTerms } from './common.ts'
import { createLocalizer } from './localizer.ts'
import { pseudoRightToLeft } from './pseudo.ts'
import { defineTerms, english, pluralOf } from './terms.ts'
import type { Translation } from './translation.ts'

const terms = defineTerms('list', {
  title: 'Tickets',
  selected: (count: number) => english(count, { one: '# ticket', other: '# tickets' }),
})

const german: Translation = {
  locale: 'de',
  terms: {
    status: { new: 'Neu' },
    list: {
      selected: (count: number) => pluralOf('de')(count, { one: '# Fall', other: '# Fälle' }),
    },
  },
}

describe('terms', () => {
  it('are English by default', () => {
    const { title, selected } = createLocalizer('en').terms(terms)
    expect([title, selected(1), selected(1_200)]).toEqual(['Tickets', '1 ticket', '1,200 tickets'])
  })

  it('are translated as far as there is a translation', () => {
    for (const locale of ['de', 'de-AT', 'DE']) {
      const localizer = createLocalizer(locale, [german])
      expect(localizer.terms(statusTerms)).toMatchObject({ new: 'Neu', open: 'Open' })
      expect(localizer.terms(terms).selected(2)).toBe('2 Fälle')
    }
    expect(createLocalizer('fr', [german]).terms(statusTerms).new).toBe('New')
  })

  it('are taken from the translation of the same region first', () => {
    const austrian: Translation = { locale: 'de-AT', terms: { status: { new: 'Frisch' } } }
    expect(createLocalizer('de-AT', [german, austrian]).terms(statusTerms).new).toBe('Frisch')
  })

  it('can be other words in English', () => {
    const own: Translation = { locale: 'en', terms: { status: { pending: 'Waiting for you' } } }
    expect(createLocalizer('en-GB', [own]).terms(statusTerms).pending).toBe('Waiting for you')
  })

  it('follow the plural rules of the language', () => {
    const polish = pluralOf('pl')
    const forms = { one: '# plik', few: '# pliki', many: '# plików', other: '# pliku' }
    expect([1, 3, 5, 1.5].map((count) => polish(count, forms))).toEqual([
      ...['1 plik', '3 pliki', '5 plików', '1,5 pliku'],
    ])
  })

  it('have types', () => {
    const known = createLocalizer('en').terms(statusTerms)
    expectTypeOf(known.new).toEqualTypeOf<string>()
    expectTypeOf(createLocalizer('en').terms(terms).selected).toEqualTypeOf<(n: number) => string>()
    // @ts-expect-error no such term
    known.burning
    // @ts-expect-error the term is a text
    const wrong: Translation = { locale: 'de', terms: { status: { new: 1 } } }
    expect(wrong).toBeDefined()
  })
})

describe('the pseudo-locale', () => {
  it('turns round what is a term, and runs from right to left', () => {
    const localizer = createLocalizer('ar-XB', [pseudoRightToLeft])
    expect(localizer.dir).toBe('rtl')
    expect(localizer.terms(terms).title).toBe('\u202eTickets\u202c')
    expect(localizer.terms(terms).selected(2)).toBe('2 \u202etickets\u202c')
    expect(localizer.terms(commonTerms).failedPart('Due')).toContain('\u202eDue\u202c')
  })
})

describe('times and numbers', () => {
  const now = new Date('2026-03-02T09:00:00Z')
  const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000)
  const { relativeTime, day, number } = createLocalizer('en-GB')

  it.each([
    [20, 'now'],
    [90, '1 minute ago'],
    [3_600, '1 hour ago'],
    [-7_200, 'in 2 hours'],
    [86_400, 'yesterday'],
    [6 * 86_400, '6 days ago'],
    [7 * 86_400, undefined],
  ])('%i seconds ago are told as %s', (seconds, text) => {
    expect(relativeTime(before(seconds), now)).toBe(text)
  })

  it('tell the year only when it is another', () => {
    expect(day(before(30 * 86_400), now)).toBe('31 Jan')
    expect(day(before(90 * 86_400), now)).toBe('2 Dec 2025')
  })

  it('survive a locale that is none', () => {
    const { locale, number: english } = createLocalizer('not a locale')
    expect([locale, english(1_000), number(1_000)]).toEqual(['en', '1,000', '1,000'])
  })
})
