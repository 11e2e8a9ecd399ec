import { describe, expect, it } from 'vitest'
import { windowsProgram } from '../../test/support/samples.ts'
import { defaultTypes } from './allowed.ts'
import { detect } from './detect.ts'
import { createSample } from './sample.ts'

const little = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const big = (text: string) => little(text).swap16()

/** Detects the file as chunks of each size. They must agree. */
async function typeOf(name: string, bytes: Buffer | string): Promise<string> {
  const whole = Buffer.from(bytes)
  const types = await Promise.all(
    [1, 2, 3, 7, whole.byteLength].map(async (size) => {
      const sample = createSample()
      for (let at = 0; at < whole.byteLength; at += size) {
        sample.add(whole.subarray(at, at + size))
      }
      const found = detect(name, sample, defaultTypes)
      return found.then(
        ({ type }) => type,
        (error) => String(error.code),
      )
    }),
  )
  expect(new Set(types).size, types.join()).toBe(1)
  return types[0] as string
}

describe('is text', () => {
  it.each<[string, string, Buffer | string]>([
    ['UTF-16, little-endian', 'a.txt', little('Grün, 東京, 👩‍👩‍👧\r\n')],
    ['UTF-16, big-endian', 'a.txt', big('Grün, 東京, 👩‍👩‍👧\r\n')],
    ['a CSV that Excel has saved as Unicode', 'a.csv', little('a\tb\r\n1\t2')],
    ['UTF-8 with a byte order mark', 'a.txt', '\ufeffplain'],
    ['a text of DOS', 'a.txt', 'plain\r\n\x1a'],
    ['a text of DOS that fills its last block', 'a.txt', `plain\r\n${'\x1a'.repeat(100)}`],
    ['a log with backspaces', 'a.log', 'progress 10%\b\b\b20%\x07 done'],
    ['a log with colours and form feeds', 'a.log', '\x1b[31merror\x1b[0m\f\v'],
    ...['BMW is late', 'MZ is a code', 'ID3 tags', 'GIF8 or GIF89a?', 'PK is a postcode', 'OggS']
      .concat(['RIFF in D', 'fLaC', 'Rar!', 'FLV', 'FWS', 'BZh is bzip2', '8BPS', 'MThd', '%!PS'])
      .concat(['LZIP', 'wOFF', 'IMPM', 'SCRM', 'AC1015', 'solid cube', 'II*', 'Cr24', 'DICM'])
      .map((text): [string, string, string] => [
        text,
        'a.txt',
        `${text} ${'and so on '.repeat(60)}`,
      ]),
    ['a message of PGP', 'a.txt', '-----BEGIN PGP MESSAGE-----\n\nabc\n'],
  ])('%s', async (what, name, bytes) => {
    const expected = name.endsWith('.csv') ? 'text/csv' : 'text/plain'
    // A PostScript file may be text as a whole, so its mark decides.
    expect(await typeOf(name, bytes)).toBe(what === '%!PS' ? 'file_type_refused' : expected)
  })
})

describe('is no text', () => {
  it.each<[string, Buffer | string]>([
    ['a program', windowsProgram],
    ['an end of DOS in the middle', 'plain\x1amore'],
    ['NUL bytes without a byte order mark', Buffer.from('plain', 'utf16le')],
    ['NUL in UTF-16', little('a\0b')],
    ['half a pair in UTF-16', Buffer.concat([little('a'), Buffer.from([0x00, 0xd8, 0x61, 0x00])])],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
    ['a control character', 'a\x01b'],
  ])('%s', async (_what, bytes) => {
    expect(await typeOf('a.txt', bytes)).toMatch(/^file_type_(mismatch|refused)$/)
  })
})
