import { describe, expect, it } from 'vitest'
import { createSealer } from './sealing.ts'

const old = 'an old secret'
const fresh = 'a fresh secret'
const sealer = createSealer([fresh], 'test')

it.each(['', 'x', 'Grüße 👋'])('unseals what it sealed: %j', (text) => {
  expect(sealer.unseal(sealer.seal(text))).toBe(text)
  expect(sealer.unseal(sealer.seal(text, { context: 'here' }), { context: 'here' })).toBe(text)
})

it('hides the text', () => {
  const sealed = Buffer.from(sealer.seal('in the clear'), 'base64url').toString('latin1')
  expect(sealed).not.toContain('clear')
})

it.each([false, true])(
  'unseals for its own purpose and context only, repeatable: %s',
  (repeatable) => {
    const sealed = sealer.seal('x', { context: 'here', repeatable })
    expect(sealer.unseal(sealed, { context: 'here' })).toBe('x')
    expect(sealer.unseal(sealed, { context: 'there' })).toBeNull()
    expect(sealer.unseal(sealed)).toBeNull()
    for (const purpose of ['', 'Test', 'test ', 'other']) {
      expect(createSealer([fresh], purpose).unseal(sealed, { context: 'here' })).toBeNull()
    }
  },
)

describe('a change of the secret', () => {
  const before = createSealer([old], 'test').seal('x')

  it('seals with the first secret and unseals with each', () => {
    const rotating = createSealer([fresh, old], 'test')
    expect(rotating.unseal(before)).toBe('x')
    expect(sealer.unseal(rotating.seal('y'))).toBe('y')
    expect(createSealer([old], 'test').unseal(rotating.seal('y'))).toBeNull()
  })

  it('refuses what the old secret sealed after it is dropped', () => {
    expect(sealer.unseal(before)).toBeNull()
  })
})

describe('refuses', () => {
  const sealed = sealer.seal('a text')

  it.each(['', 'nonsense', 'A'.repeat(60)])('what it has not sealed: %j', (text) => {
    expect(sealer.unseal(text)).toBeNull()
  })

  it('every change of a character', () => {
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === 'A' ? 'B' : 'A'
      expect(sealer.unseal(sealed.slice(0, at) + other + sealed.slice(at + 1))).toBeNull()
    }
  })

  it('every prefix, every suffix and every extension', () => {
    for (let at = 0; at < sealed.length; at++) {
      expect(sealer.unseal(sealed.slice(0, at))).toBeNull()
      expect(sealer.unseal(sealed.slice(at + 1))).toBeNull()
    }
    const bytes = Buffer.from(sealed, 'base64url')
    for (let length = 0; length < bytes.byteLength; length++) {
      expect(sealer.unseal(bytes.subarray(0, length).toString('base64url'))).toBeNull()
    }
    expect(sealer.unseal(`${sealed}A`)).toBeNull()
    expect(sealer.unseal(`${sealed}=`)).toBeNull()
    expect(sealer.unseal(` ${sealed}`)).toBeNull()
  })

  it('a mix of two sealed texts', () => {
    const [one, two] = ['one text', 'two text'].map((text) =>
      Buffer.from(sealer.seal(text), 'base64url'),
    ) as [Buffer, Buffer]
    const mixed = Buffer.concat([one.subarray(0, 20), two.subarray(20)])
    expect(sealer.unseal(mixed.toString('base64url'))).toBeNull()
  })
})

describe('a repeatable seal', () => {
  const repeatable = (text: string, context = '') =>
    sealer.seal(text, { context, repeatable: true })
  const nonceOf = (sealed: string) =>
    Buffer.from(sealed, 'base64url').subarray(0, 12).toString('hex')

  it('is the same each time, unlike a seal that is not repeatable', () => {
    expect(repeatable('x')).toBe(repeatable('x'))
    expect(repeatable('x')).not.toBe(repeatable('y'))
    expect(sealer.seal('x')).not.toBe(sealer.seal('x'))
  })

  it('shares its nonce with no other text or context', () => {
    const nonces = [
      repeatable('b\nc', 'a'),
      repeatable('c', 'a\nb'),
      repeatable('a'),
      repeatable('', 'a'),
    ].map(nonceOf)
    expect(new Set(nonces).size).toBe(nonces.length)
  })
})
