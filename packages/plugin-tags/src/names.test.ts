import { expect, it } from 'vitest'
import { colourFor, contrast, hexColour, normaliseColour, textColourOn } from './colours.ts'
import { nameKey } from './names.ts'

it('folds case, width, composition and space', () => {
  const same = [
    ['VIP', ' vip '],
    ['ﬁre', 'FIRE'],
    ['Straße', 'STRASSE'],
    ['ΟΔΟΣ', 'οδος', 'οδοσ'],
    ['Café', 'Cafe\u0301'],
    ['ＡＢＣ', 'abc'],
    ['a\u200bb', 'ab'],
  ]
  for (const [first = '', ...others] of same) {
    for (const other of others) expect(nameKey(other)).toBe(nameKey(first))
  }
  expect(nameKey('a b')).not.toBe(nameKey('ab'))
})

it('chooses a text colour that can be read on any colour', () => {
  for (let red = 0; red < 256; red += 5) {
    for (let green = 0; green < 256; green += 5) {
      const colour = `#${[red, green, 128].map((part) => part.toString(16).padStart(2, '0')).join('')}`
      expect(contrast(colour, textColourOn(colour))).toBeGreaterThanOrEqual(4.5)
    }
  }
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
})

it('gives a name the same valid colour each time', () => {
  expect(colourFor('billing')).toBe(colourFor('billing'))
  expect(colourFor('billing')).toMatch(hexColour)
  expect(normaliseColour('#aBc')).toBe('#aabbcc')
})
