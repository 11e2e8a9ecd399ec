import { expect, it } from 'vitest'
import { type Seal, seal, unseal } from './sealing.ts'

const sealed: Seal = { secrets: ['now', 'before'], purpose: 'test', context: 'here' }

it.each(['', 'x', 'Grüße 👋'])('gives back %j to nobody but us', (text) => {
  const handedOut = seal(sealed, text)
  expect(unseal(sealed, handedOut)).toBe(text)
  expect(unseal({ ...sealed, secrets: 'now' }, handedOut)).toBe(text)
  for (const other of [{ secrets: 'other' }, { purpose: 'other' }, { context: 'other' }]) {
    expect(unseal({ ...sealed, ...other }, handedOut)).toBeNull()
  }
})

it('opens what an older secret has sealed', () => {
  expect(unseal(sealed, seal({ ...sealed, secrets: 'before' }, 'x'))).toBe('x')
})

it.each(['', 'nonsense', 'A'.repeat(60)])('opens nothing that it has not sealed: %j', (text) => {
  expect(unseal(sealed, text)).toBeNull()
})

it('refuses every change of a character', () => {
  const handedOut = seal(sealed, 'a text')
  for (let at = 0; at < handedOut.length; at++) {
    const other = handedOut[at] === 'A' ? 'B' : 'A'
    expect(unseal(sealed, handedOut.slice(0, at) + other + handedOut.slice(at + 1))).toBeNull()
  }
  expect(unseal(sealed, `${handedOut}A`)).toBeNull()
})

it('shows when two texts are the same only where that is wanted', () => {
  expect(seal(sealed, 'x')).not.toBe(seal(sealed, 'x'))
  const repeatable = { ...sealed, repeatable: true }
  expect(seal(repeatable, 'x')).toBe(seal(repeatable, 'x'))
  expect(seal(repeatable, 'x')).not.toBe(seal(repeatable, 'y'))
})
