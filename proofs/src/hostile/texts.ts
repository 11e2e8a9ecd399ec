/** Texts, numbers and keys that were never meant. */
import type { Random } from '../random.ts'

const oddTexts: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udc00b',
  '\u202etxt.exe',
  '\u2066\u2069\u200f',
  '\ufeff',
  '\u2028',
  'a\r\nb',
  '\u0001\u0008\u001b[31m',
  'e\u0301'.repeat(300),
  '\u{10ffff}',
  '👩‍👩‍👧‍👦'.repeat(20),
  'ﷺ'.repeat(100),
  'İ'.repeat(200),
  "' or '1'='1",
  '"; drop table deskhand_tickets; --',
  '%_\\%',
  '$1 {{x}} %s %n \\u0000',
  '../../../etc/passwd',
  '<script>alert(1)</script>',
  '[x](javascript:alert(1))',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  'true',
  '-0',
  '1e308',
  '9007199254740993',
  '0x10',
  '0000000000000000000001',
  'me',
  'none',
  'system',
  'nobody',
  'guest:',
  'erased:x',
  'x@y.z',
  '2026-02-30T25:61:61Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999+14:00',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
]

export const oddNumbers: readonly string[] = [
  ...['0', '-0', '-1', '1.5', '1e308', '-1e308', '1e309', '1e-400', '0.1', '2147483648'],
  ...['9007199254740991', '9007199254740993', '9223372036854775808', '-9223372036854775809'],
]

/** Names that mean something to JavaScript, on a plain object. */
export const oddKeys: readonly string[] = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'length'],
  ...['', '\0', '\ud800', '/', '~1', '$ref', 'tenantId', 'actorId', 'version', 'createdAt', 'id'],
]

export function oddText(random: Random): string {
  if (random.chance(0.75)) return random.pick(oddTexts)
  if (random.chance(0.1)) return random.pick(['a', '\0', '>', '𝒳', '*']).repeat(1_000_000)
  const length = random.pick([1, 3, 50, 51, 64, 65, 200, 201, 255, 500, 501, 2_001, 65_536, 65_537])
  return random.pick(['a', 'é', '\u202e', '`', '𝒳', '[']).repeat(length).slice(0, length)
}

/** What a header can carry: one line of Latin-1. */
export function oddHeader(random: Random): string {
  return oddText(random)
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')
    .trim()
    .slice(0, 20_000)
}

/** A value of some other kind than was asked for. */
export function oddValue(random: Random): unknown {
  return random.pick<() => unknown>([
    () => oddText(random),
    () => Number(random.pick(oddNumbers)),
    () => random.pick([null, true, false, [], {}, [[]], [null], { length: 1 }]),
    () => ({ [random.pick(oddKeys)]: 'x' }),
    () => nest(random.pick([2, 30, 32, 33, 500]), random.chance(0.5)),
    () =>
      Array.from({ length: random.pick([2, 51, 101, 5_000]) }, () => oddText(random)).slice(0, 200),
    () => Array(random.pick([101, 20_000])).fill('00000000-0000-4000-8000-000000000000'),
  ])()
}

function nest(depth: number, asList: boolean): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < depth; level++) value = asList ? [value] : { a: value }
  return value
}
