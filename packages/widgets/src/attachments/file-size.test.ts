import { expect, it } from 'vitest'
import { fileSize } from './file-size.ts'

it.each([
  [1, 'en', '1 byte'],
  [999, 'en', '999 bytes'],
  [1_400, 'en', '1 kB'],
  [1_449_000, 'en', '1.4 MB'],
  [52_428_800, 'de', '50 MB'],
  [2_621_440, 'de', '2,5 MB'],
  [4_294_967_296, 'en', '4 GB'],
])('%i bytes in %s', (bytes, locale, text) => {
  expect(fileSize(bytes, locale)).toBe(text)
})
