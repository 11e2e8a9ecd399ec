import { execFileSync } from 'node:child_process'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { wordLetter } from './letter.ts'
import { pdfPage } from './page.ts'
import { calendarPicture } from './picture.ts'

test('the picture has a row for each line, and what is taken is darker', () => {
  const bytes = Buffer.from(calendarPicture([0]))
  const data = bytes.indexOf('IDAT')
  const rows = inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4)))
  expect(rows).toHaveLength(160 * 281)
  expect(rows[281 * 5 + 1 + 5]).toBeLessThan(rows[281 * 5 + 1 + 45] as number)
})

test('the page says where each of its objects is', () => {
  const page = Buffer.from(pdfPage('Invoice', ['One line'])).toString('latin1')
  const entries = [...page.matchAll(/^(\d{10}) 00000 n $/gm)]
  expect(entries).toHaveLength(5)
  for (const [n, [, offset]] of entries.entries()) {
    expect(page.slice(Number(offset))).toMatch(new RegExp(`^${n + 1} 0 obj\n`))
  }
  const [, start] = /startxref\n(\d+)/.exec(page) ?? []
  expect(page.slice(Number(start))).toMatch(/^xref/)
})

test('the letter is an archive that others can read', () => {
  const script =
    'import io, sys, zipfile; z = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())); print(z.testzip(), *z.namelist())'
  const letter = wordLetter(['Dear all'])
  const told = pythonIsThere() ? execFileSync('python3', ['-c', script], { input: letter }) : null
  if (told) {
    expect(told.toString().trim()).toBe('None [Content_Types].xml _rels/.rels word/document.xml')
  }
  expect(Buffer.from(letter).toString()).toContain('<w:t>Dear all</w:t>')
})

function pythonIsThere(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
