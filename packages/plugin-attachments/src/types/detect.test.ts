import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type FileDesk, openDesk } from '../../test/support/desk.ts'
import {
  docx,
  gif,
  jar,
  jpeg,
  linuxProgram,
  odt,
  pdf,
  png,
  windowsProgram,
  xlsx,
  zip,
} from '../../test/support/samples.ts'

const rar = Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1')
const compoundFile = Buffer.concat([
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  Buffer.alloc(600),
])
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
const html = '<!doctype html><script>alert(1)</script>'

let desk: FileDesk
beforeAll(async () => {
  desk = await openDesk({ limits: { drafts: 1_000 } })
})
afterAll(() => desk.close())

describe('the type is what the bytes say', () => {
  it.each<[string, Buffer | string, string]>([
    ['a.png', png(), 'image/png'],
    ['a.JPG', jpeg(), 'image/jpeg'],
    ['a.gif', gif('a comment'), 'image/gif'],
    ['a.pdf', pdf(), 'application/pdf'],
    ['a.docx', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['a.xlsx', xlsx(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['a.odt', odt(), 'application/vnd.oasis.opendocument.text'],
    ['a.zip', zip([{ name: 'x.txt', data: 'x' }]), 'application/zip'],
    ['empty.zip', zip([]), 'application/zip'],
    ['commented.zip', zip([{ name: 'x' }], { comment: 'hello' }), 'application/zip'],
    ['a.doc', compoundFile, 'application/msword'],
    ['a.xls', compoundFile, 'application/vnd.ms-excel'],
    ['a.txt', 'plain', 'text/plain'],
    ['a.log', 'grün 東京\n', 'text/plain'],
    ['old.txt', Buffer.from([0x67, 0x72, 0xfc, 0x6e]), 'text/plain'],
    ['a.csv', 'a;b\r\n1;2', 'text/csv'],
    ['a.json', '{"a":1}', 'application/json'],
    ['a.ics', 'BEGIN:VCALENDAR\r\n', 'text/calendar'],
    ['a.md', '# Title', 'text/markdown'],
  ])('%s', async (name, bytes, type) => {
    expect(await desk.upload('ada', name, bytes)).toMatchObject({ name, type })
  })

  it('does not matter to text that describes something else', async () => {
    for (const text of [svg, html, 'See %PDF-1.4', '#hashtag', '<?xml version="1.0"?><a/>']) {
      expect(await desk.upload('ada', 'a.txt', text)).toMatchObject({ type: 'text/plain' })
    }
  })

  it('gives a name without an extension one', async () => {
    expect(await desk.upload('ada', 'screenshot', png())).toMatchObject({ name: 'screenshot.png' })
    expect(await desk.upload('ada', 'v1.2 final', pdf())).toMatchObject({ name: 'v1.2 final.pdf' })
  })

  it('is found by a directory of many entries', async () => {
    const entries = Array.from({ length: 3_000 }, (_, n) => ({ name: `word/media/image${n}.png` }))
    expect((await desk.upload('ada', 'a.docx', docx(entries))).type).toMatch(/wordprocessing/)
  })
})

describe('refused', () => {
  it.each<[string, string, Buffer | string, string]>([
    ['a program', 'a.exe', windowsProgram, 'file_name_refused'],
    ['a program under another name', 'a.png', windowsProgram, 'file_type_refused'],
    ['a program without a name', 'tool', linuxProgram, 'file_type_refused'],
    ['a script', 'a.txt', '#!/bin/sh\nrm -rf /', 'file_type_refused'],
    ['a Java archive', 'a.zip', jar(), 'file_type_refused'],
    ['a double extension', 'invoice.pdf.exe', pdf(), 'file_name_refused'],
    ['a hidden extension', 'invoice.exe.pdf', pdf(), 'file_name_refused'],
    ['macros', 'a.docm', docx([{ name: 'word/vbaProject.bin' }]), 'file_name_refused'],
    ['macros in disguise', 'a.docx', docx([{ name: 'word/vbaProject.bin' }]), 'file_type_refused'],
    ['SVG with a script', 'a.svg', svg, 'file_name_refused'],
    ['HTML with a script', 'a.html', html, 'file_name_refused'],
    ['HTML as a picture', 'a.png', html, 'file_type_mismatch'],
    ['a picture as another one', 'a.gif', png(), 'file_type_mismatch'],
    ['a zip as a document', 'a.docx', zip([{ name: 'x' }]), 'file_type_mismatch'],
    ['a document as a zip', 'a.zip', docx(), 'file_type_mismatch'],
    ['bytes of no kind', 'a.bin.dat', randomBytes(100), 'file_type_refused'],
    ['bytes as text', 'a.txt', Buffer.from([1, 2, 3, 0]), 'file_type_mismatch'],
    ['text without an extension', 'readme', 'text', 'file_type_refused'],
    ['an unknown kind of document', 'a.rar', rar, 'file_type_refused'],
  ])('%s', async (_what, name, bytes, code) => {
    const before = desk.stored()
    await expect(desk.upload('ada', name, bytes)).rejects.toMatchObject({ code })
    expect(desk.stored()).toEqual(before)
  })
})

describe('what claims to be two things is refused', () => {
  it.each<[string, string, Buffer]>([
    ['a picture and a zip', 'a.gif', Buffer.concat([gif(), zip([{ name: 'x', data: 'y' }])])],
    ['a picture and a Java archive', 'a.jpg', Buffer.concat([jpeg(), jar()])],
    ['a zip with something behind it', 'a.jpg', Buffer.concat([jpeg(), jar(), Buffer.alloc(900)])],
    [
      'a zip hidden far from the end',
      'a.png',
      Buffer.concat([png(), jar(), Buffer.alloc(200_000)]),
    ],
    ['a PDF and a zip', 'a.pdf', Buffer.concat([pdf(), zip([{ name: 'x', data: 'y' }])])],
    ['a picture and a PDF', 'a.gif', Buffer.concat([gif(), pdf()])],
    ['a picture and an archive', 'a.png', Buffer.concat([png(), Buffer.alloc(99_999), rar])],
    ['a picture and a page', 'a.gif', gif('<script>alert(1)</script>')],
    ['a picture and a program', 'a.png', png('<?php system($_GET[1]) ?>')],
    ['two kinds of document', 'a.docx', docx([{ name: 'xl/workbook.xml' }])],
    ['a document of one kind and another', 'a.odt', odt([{ name: 'META-INF/MANIFEST.MF' }])],
    [
      'a zip that is not whole',
      'a.zip',
      zip([{ name: 'x', data: 'y'.repeat(500) }]).subarray(0, -30),
    ],
  ])('%s', async (_what, name, bytes) => {
    await expect(desk.upload('ada', name, bytes)).rejects.toMatchObject({
      code: 'file_ambiguous',
      status: 415,
    })
  })

  it('without being kept busy by thousands of ends', async () => {
    const ends = Buffer.from('PK\x05\x06'.padEnd(22, '\xff').repeat(20_000), 'latin1')
    const bytes = Buffer.concat([zip([{ name: 'x' }]), ends])
    const looks = vi.spyOn(Buffer.prototype, 'lastIndexOf')
    await expect(desk.upload('ada', 'a.zip', bytes)).rejects.toMatchObject({ status: 415 })
    expect(looks.mock.calls.length).toBeLessThan(100)
    looks.mockRestore()
  })
})

it('never unpacks: a zip says how large it would be, and nobody asks', async () => {
  const bomb = zip([{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }])
  // Four gigabytes, as far as its directory knows.
  const at = bomb.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
  bomb.writeUInt32LE(0xfffffffe, at + 24)
  expect((await desk.upload('ada', 'bomb.docx', bomb)).size).toBe(bomb.byteLength)
})

it('takes the types that a host adds, and no others', async () => {
  const own = await openDesk({
    types: [{ type: 'text/html', extensions: ['html'], isText: true }],
  })
  const ticketId = await own.newTicket()
  const file = await own.upload('ada', 'a.html', html, { ticketId })
  expect(file).toMatchObject({ type: 'text/html', isInline: false })
  const path = `/tickets/${ticketId}/attachments/${file.id}/content?disposition=inline`
  const { headers } = await own.request('ada', 'GET', path)
  expect(headers.get('content-disposition')).toMatch(/^attachment/)
  await expect(own.upload('ada', 'a.png', png())).rejects.toMatchObject({ status: 415 })
  await own.close()
})
