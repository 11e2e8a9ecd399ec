import { describe, expect, it } from 'vitest'
import { cleanName, extensionOf, innerExtensions } from './names.ts'

describe('a name is one harmless path component', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['  report.pdf  ', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['C:\\Users\\ada\\cv.docx', 'cv.docx'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['a\u200bb\u2066c.txt', 'abc.txt'],
    ['line\r\nbreak\t.txt', 'linebreak.txt'],
    ['a<b>:"c|d?e*.txt', 'a_b___c_d_e_.txt'],
    ['...hidden', 'hidden'],
    ['trailing. . .', 'trailing'],
    ['con.txt', '_con.txt'],
    ['COM1', '_COM1'],
    ['console.txt', 'console.txt'],
    ['e\u0301.txt', '\u00e9.txt'],
    ['\ud800.txt', '\ufffd.txt'],
    ['<script>.txt', '_script_.txt'],
    ['نامه\u200cها.pdf', 'نامه\u200cها.pdf'],
    ['👩\u200d👩\u200d👧.png', '👩\u200d👩\u200d👧.png'],
    ['क\u094d\u200dष.txt', 'क\u094d\u200dष.txt'],
    ['a.e\u200dxe', 'a.exe'],
    ['\u200d東\u200c.txt', '東.txt'],
  ])('%j becomes %j', (raw, clean) => {
    expect(cleanName(raw)).toBe(clean)
  })

  it.each(['', '.', '..', '/', '   ', '\u202e', 'a\0.png', '../', '\u200d\u200c'])(
    '%j is refused',
    (raw) => {
      expect(() => cleanName(raw)).toThrow(expect.objectContaining({ code: 'file_name_refused' }))
    },
  )

  it.each(['x'.repeat(300), '東'.repeat(200), '😀'.repeat(100)])('is at most 255 bytes', (base) => {
    const name = cleanName(`${base}.jpeg`)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
    expect(Buffer.byteLength(name)).toBeGreaterThan(245)
    expect(name).toMatch(/\.jpeg$/)
    expect(name).not.toContain('\ufffd')
  })
})

it('has a last extension and inner ones', () => {
  expect(extensionOf('a.tar.GZ')).toBe('gz')
  expect(extensionOf('no extension')).toBe('')
  expect(extensionOf('Ends with a sentence. Really')).toBe('')
  expect(innerExtensions('a.EXE.tar.gz')).toEqual(['exe', 'tar'])
})
