import { describe, expect, it } from 'vitest'
import { hasControlBytes } from './control-bytes.ts'

const mayBeInText = (byte: number) =>
  (byte >= 0x20 && byte !== 0x7f) || [7, 8, 9, 10, 11, 12, 13, 27].includes(byte)

describe('a byte that text does not have', () => {
  it('is found wherever it stands, whatever stands beside it', () => {
    // Beside it: the least, letters, tabs that are looked at closely, and the largest.
    for (const beside of [0x20, 0x61, 0x09, 0x80, 0xff]) {
      for (let byte = 0; byte < 256; byte++) {
        for (let at = 0; at < 9; at++) {
          const bytes = new Uint8Array(9).fill(beside)
          bytes[at] = byte
          expect(hasControlBytes(bytes), `${byte} at ${at} among ${beside}`).toBe(
            !mayBeInText(byte),
          )
        }
      }
    }
  })

  it('is found in views that begin and end anywhere', () => {
    const whole = new Uint8Array(40).fill(0x61)
    whole[20] = 0
    for (let from = 0; from < 20; from++) {
      for (let to = from; to <= 40; to++) {
        expect(hasControlBytes(whole.subarray(from, to)), `${from}-${to}`).toBe(to > 20)
      }
    }
  })
})
