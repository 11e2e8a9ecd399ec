/**
 * The part of a file that a request asks for.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-range-requests (14.1, 14.2, 13.1.5)
 */
import type { ByteRange } from '../stores/port.ts'

/** `all`: the whole file. `none`: no byte of what was asked for is there (416). */
export type WantedRange = 'all' | 'none' | ByteRange

/** Several ranges and what can't be read are answered with all of it, as the RFC allows. */
export function wantedRange(headers: Headers, size: number, etag: string): WantedRange {
  const range = headers.get('range')
  if (range === null || !isCurrent(headers.get('if-range'), etag)) return 'all'
  const [, first, last] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(range) ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'all'
  if (first === '') return suffix(Number(last), size)
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return 'all'
  return start < size ? { start, end } : 'none'
}

function suffix(length: number, size: number): WantedRange {
  if (length === 0) return 'none'
  return { start: Math.max(0, size - length), end: size - 1 }
}

/** Only this very file: a date, or a weak tag, could be another one's. */
function isCurrent(ifRange: string | null, etag: string): boolean {
  return ifRange === null || ifRange.trim() === etag
}
