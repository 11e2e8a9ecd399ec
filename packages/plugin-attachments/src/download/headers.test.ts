import { parse } from 'content-disposition'
import { describe, expect, it } from 'vitest'
import { cleanName } from '../types/names.ts'
import { contentDisposition } from './headers.ts'

describe('a Content-Disposition', () => {
  it.each([
    ['fox.txt', 'fox.txt'],
    ['a report (1).pdf', 'a report (1).pdf'],
    ['Müller.pdf', 'M_ller.pdf'],
    ['東京.txt', '__.txt'],
    ['😀.png', '_.png'],
    ['100%41.txt', '100_41.txt'],
    ['℅.txt', '_.txt'],
    ['a／b＼c.txt', 'a_b_c.txt'],
    ['．．／passwd', '___passwd'],
    ['a：b＊c？.txt', 'a_b_c_.txt'],
    ['ＣＯＮ.txt', '___.txt'],
    ['ĆON.txt', '_ON.txt'],
    ['\u0301.profile', '_.profile'],
  ])('of %j has the plain name %j and the whole one', (name, plain) => {
    const header = contentDisposition('attachment', cleanName(name))
    const { type, parameters } = parse(header, { extended: false })
    expect([type, parameters.filename]).toEqual(['attachment', plain])
    expect(cleanName(plain)).toBe(plain)
    expect(parse(header).parameters.filename).toBe(cleanName(name))
    expect(header).toMatch(/^[\x20-\x7e]+$/)
  })

  it.each(['a"; filename="evil.exe', 'a\\', '";x', "'*'", 'a/b.txt'])('quotes %j', (name) => {
    const { type, parameters } = parse(contentDisposition('inline', name))
    expect([type, { ...parameters }]).toEqual(['inline', { filename: name }])
  })
})
