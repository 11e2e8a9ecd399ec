import { describe, expect, it } from 'vitest'
import { busyMs } from '../../test/support/busy.ts'
import { entityTag, ifMatchVersion, isKnownToCaller } from './etags.ts'

function asking(headers: Record<string, string>): Request {
  return new Request('http://app.example/', { headers })
}

describe('If-Match', () => {
  it.each<[string, number | undefined]>([
    ['"7"', 7],
    ['  "7" ', 7],
    ['"3", "9" ,"5"', 9],
    ['"3",,"5"', 5],
    ['*', undefined],
    ['W/"7"', 0],
    ['W/"9", "4"', 4],
    ['"abc"', 0],
    ['"07"', 0],
    ['"9999999999999999999"', 0],
    ['""', 0],
  ])('%s asks for version %s', (header, version) => {
    expect(ifMatchVersion(asking({ 'if-match': header }))).toBe(version)
  })

  it('asks for nothing when it is absent', () => {
    expect(ifMatchVersion(asking({}))).toBeUndefined()
  })

  it.each(['7', '"7', '7"', '"7" "8"', 'w/"7"', '', ',', '"7", *', '"a b"'])(
    'refuses %j as malformed',
    (header) => {
      expect(() => ifMatchVersion(asking({ 'if-match': header }))).toThrow(
        expect.objectContaining({ status: 400, code: 'invalid_header' }),
      )
    },
  )

  it('reads a long hostile header in no time', () => {
    const started = busyMs()
    for (const header of [`"1"${' '.repeat(200_000)}x`, `${','.repeat(200_000)}x`]) {
      expect(() => ifMatchVersion(asking({ 'if-match': header }))).toThrow()
    }
    expect(busyMs() - started).toBeLessThan(5_000)
  })
})

describe('If-None-Match', () => {
  it.each([
    ['"7"', true],
    ['W/"7"', true],
    ['"6", "7"', true],
    ['*', true],
    ['"8"', false],
  ])('%s is known for version 7: %s', (header, isKnown) => {
    expect(isKnownToCaller(asking({ 'if-none-match': header }), entityTag(7))).toBe(isKnown)
  })

  it('is not known when nothing is said', () => {
    expect(isKnownToCaller(asking({}), entityTag(7))).toBe(false)
  })
})
