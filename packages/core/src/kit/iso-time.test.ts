import { expect, it } from 'vitest'
import { isoTime, isoTimeOrNull } from './iso-time.ts'

const latest = 8_640_000_000_000_000

it('writes what Date writes, whatever the time', () => {
  // A prime number of steps, so that they meet every time of day.
  const step = Math.floor((2 * latest) / 19_997)
  for (let ms = -latest; ms <= latest; ms += step) {
    const time = new Date(ms)
    expect(isoTime(time)).toBe(time.toISOString())
  }
})

it('writes what Date writes around the ends of days, years and leap days', () => {
  const ends = [
    '1970-01-01',
    '1969-12-31',
    '2000-02-29',
    '2026-03-29',
    '9999-12-31',
    '+010000-01-01',
  ]
  for (const day of ends) {
    for (const ms of [-1, 0, 1, 999, 86_399_999]) {
      const time = new Date(Date.parse(`${day}T00:00:00.000Z`) + ms)
      expect(isoTime(time)).toBe(time.toISOString())
    }
  }
})

it('refuses a time that is none, as Date does', () => {
  expect(() => isoTime(new Date(Number.NaN))).toThrow(RangeError)
})

it('gives nothing for nothing', () => {
  expect(isoTimeOrNull(null)).toBeNull()
  expect(isoTimeOrNull(new Date(0))).toBe('1970-01-01T00:00:00.000Z')
})
