import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { docx, type Entry, odt, xlsx, zip } from '../../test/support/samples.ts'
import { defaultTypes } from './allowed.ts'
import { detect } from './detect.ts'
import { createSample } from './sample.ts'

/** Detects the file as chunks of each size. They must agree. */
async function outcome(name: string, bytes: Buffer): Promise<string> {
  const outcomes = await Promise.all(
    [5, 4_096, bytes.byteLength].map(async (size) => {
      const sample = createSample()
      for (let at = 0; at < bytes.byteLength; at += size) {
        sample.add(bytes.subarray(at, at + size))
      }
      return detect(name, sample, defaultTypes).then(
        ({ type }) => type,
        (error) => String(error.message),
      )
    }),
  )
  expect(new Set(outcomes).size, outcomes.join()).toBe(1)
  return outcomes[0] as string
}

/** A compound file with these streams: its header, and one sector of its directory (MS-CFB, 2.2 and 2.6). */
function compoundFile(...streams: string[]): Buffer {
  const header = Buffer.alloc(512)
  header.set(Buffer.from('d0cf11e0a1b11ae1', 'hex'))
  const directory = ['Root Entry', ...streams].map((name) => {
    const entry = Buffer.alloc(128)
    entry.write(name, 0, 'utf16le')
    entry.writeUInt16LE((name.length + 1) * 2, 64)
    return entry
  })
  return Buffer.concat([header, Buffer.alloc(100_000), ...directory, Buffer.alloc(512)])
}

function contentTypes(xml: string | Buffer): Entry[] {
  return [
    { name: '[Content_Types].xml', data: xml },
    { name: 'word/document.xml', data: '<w:document/>' },
    { name: 'word/harmless.xml', data: 'x' },
  ]
}

const override = (type: string) =>
  `<Types><Override PartName="/word/harmless.xml" ContentType="${type}"/></Types>`
const vba = 'application/vnd.ms-office.vbaProject'

/** Writes the first entry of a zip as deflated. */
function deflated(xml: string): Buffer {
  const data = deflateRawSync(xml)
  const bytes = zip(contentTypes(data))
  for (const at of [0, bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 2]) {
    bytes.writeUInt16LE(8, at + 8)
    bytes.writeUInt32LE(xml.length, at + 22)
  }
  return bytes
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

describe('macros are refused', () => {
  it.each<[string, string, Buffer]>([
    ['in an old document', 'a.doc', compoundFile('WordDocument', 'Macros', 'VBA', '_VBA_PROJECT')],
    ['in an old sheet', 'a.xls', compoundFile('Workbook', '_VBA_PROJECT_CUR')],
    ['in old slides', 'a.ppt', compoundFile('PowerPoint Document', '_VBA_PROJECT')],
    ['under another name', 'a.docx', zip(contentTypes(override(vba)))],
    ['in a deflated list of types', 'a.docx', deflated(override(vba))],
    ['in references to characters', 'a.docx', deflated(override(vba.replace('P', '&#x50;')))],
    ['in UTF-16', 'a.docx', zip(contentTypes(Buffer.from(`\ufeff${override(vba)}`, 'utf16le')))],
    ['of Excel 4', 'a.xlsx', xlsx([{ name: 'xl/macrosheets/sheet1.xml' }])],
    [
      'in a main part',
      'a.docx',
      deflated(override('application/vnd.ms-word.document.macroEnabled.main+xml')),
    ],
    ['in an OpenDocument text', 'a.odt', odt([{ name: 'Basic/Standard/Module1.xml' }])],
    ['in a script of an OpenDocument text', 'a.odt', odt([{ name: 'Scripts/python/a.py' }])],
  ])('%s', async (_what, name, bytes) => {
    expect(await outcome(name, bytes)).toBe('This document has macros. Save it without macros.')
  })

  it.each<[string, string, Buffer, string]>([
    ['an old document', 'a.doc', compoundFile('WordDocument', 'CompObj'), 'application/msword'],
    ['a new document', 'a.docx', deflated(override('application/xml')), wordType],
    ['an OpenDocument text', 'a.odt', odt(), 'application/vnd.oasis.opendocument.text'],
  ])('and not seen in %s', async (_what, name, bytes, type) => {
    expect(await outcome(name, bytes)).toBe(type)
  })

  it.each<[string, Buffer]>([
    ['stands twice', docx([{ name: '[Content_Types].xml', data: override(vba) }])],
    ['unpacks to more than 4 MiB', deflated(`<Types>${' '.repeat(5 * 1024 * 1024)}</Types>`)],
    ['stands in the middle of a large file', hidden()],
  ])('where the list of types %s', async (_what, bytes) => {
    expect(await outcome('a.docx', bytes)).toMatch(/^The list of types in this Office document/)
  })
})

function hidden(): Buffer {
  const padding = Buffer.alloc(700_000)
  return zip([
    { name: 'word/media/a.bin', data: padding },
    ...contentTypes(override(vba)),
    { name: 'word/media/b.bin', data: padding },
  ])
}

it('says that a document is protected by a password', async () => {
  for (const extension of ['xlsx', 'docx', 'pptx', 'doc']) {
    const bytes = compoundFile('EncryptionInfo', 'EncryptedPackage')
    expect(await outcome(`a.${extension}`, bytes)).toMatch(
      /protected by a password.*Save it without/,
    )
  }
})

describe('objects in RTF', () => {
  const rtf = (text: string) => Buffer.from(`{\\rtf1\\ansi ${text}}`)

  it.each([
    String.raw`{\object\objemb{\*\objdata 0105}}`,
    String.raw`{\*\objdata 0105}`,
    String.raw`C:\\\\\object`,
    `${'\\'.repeat(41)}objdata`,
    `${'x'.repeat(4_090)}\\objdata`,
  ])('are refused: %s', async (text) => {
    expect(await outcome('a.rtf', rtf(text))).toMatch(/embedded object/)
  })

  it('are found in linear time', async () => {
    const run = '\\'.repeat(400_000)
    expect(await outcome('a.rtf', rtf(run))).toBe('application/rtf')
    expect(await outcome('a.rtf', rtf(`${run}object`))).toMatch(/embedded object/)
  })

  it.each([String.raw`C:\\obj\\debug`, String.raw`C:\\\\object`, 'the object of it'])(
    'are not seen in %s',
    async (text) => {
      expect(await outcome('a.rtf', rtf(text))).toBe('application/rtf')
    },
  )
})
