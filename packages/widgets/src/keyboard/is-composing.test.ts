import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { isComposing } from './is-composing.ts'

it.each<[string, Partial<KeyboardEvent>, boolean]>([
  ['a plain Enter', { isComposing: false, keyCode: 13 }, false],
  ['an Enter of an input method', { isComposing: true, keyCode: 229 }, true],
  ['an Enter of an input method in Safari', { isComposing: false, keyCode: 229 }, true],
  ['a key in a composition', { isComposing: true, keyCode: 65 }, true],
])('%s', (_, event, expected) => {
  expect(isComposing(event as KeyboardEvent)).toBe(expected)
})

const source = new URL('../', import.meta.url)
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
)
const text = (name: string) => readFileSync(new URL(name, source), 'utf8')

it('is asked in every file that reads the key of an event', () => {
  const readers = files.filter((name) => {
    const code = text(name)
    return (
      code.includes('KeyboardEvent') &&
      /\bevent\.key\b|\{[^}]*\bkey\b[^}]*\}\s*(=|:) ?(event|KeyboardEvent)\b/.test(code)
    )
  })
  expect(readers.length).toBeGreaterThan(8)
  for (const name of readers.filter((one) => one !== 'keyboard/is-composing.ts')) {
    expect(text(name), `${name}: call isComposing(event) first.`).toContain('isComposing(event)')
    expect(text(name), `${name}: use isComposing(event).`).not.toContain('event.isComposing')
  }
})
