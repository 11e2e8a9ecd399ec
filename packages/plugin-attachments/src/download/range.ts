/**
 * The part of a file that a request asks for.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-range-requests (14.1, 14.2, 13.1.5)
 */
import { parse } from 'range-parser'
import type { ByteRange } from '../stores/port.ts'

/** `all`: the whole file. `none`: no byte of what was asked for is there (416). */
export type WantedRange = 'all' | 'none' | ByteRange

/** Several ranges and what can't be read are answered with all of it, as the RFC allows. */
export function wantedRange(headers: Headers, size: number, etag: string): WantedRange {
  const range = headers.get('range')
  if (range === null || !isCurrent(headers.get('if-range'), etag)) return 'all'
  const { type, code, ranges } = parse(size, range)
  const isMalformed = (code & 1) !== 0
  if (type !== 'bytes' || isMalformed || ranges.length > 1) return 'all'
  return ranges[0] ?? 'none'
}

/** Only this very file: a date, or a weak tag, could be another one's. */
function isCurrent(ifRange: string | null, etag: string): boolean {
  return ifRange === null || ifRange.trim() === etag
}
