/**
 * A zip by its directory. Only single entries with a bounded size are unpacked.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.12, 4.3.16)
 */

import { inflateRawSync } from 'node:zlib'
import type { Sample } from './sample.ts'

const endMark = Buffer.from('PK\x05\x06', 'latin1')
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
/** The method of a deflated entry (4.4.5). */
const deflated = 8
const endSize = 22
const contentTypesName = '[Content_Types].xml'
const maxNames = 5_000
/** An honest archive has one end; more than these are there to keep us busy. */
const maxEnds = 64

export interface ZipDirectory {
  readonly names: readonly string[]
  /** Whether all names are here: a large directory begins before the sample does. */
  readonly isWhole: boolean
  /** Whether the archive ends where the bytes do. */
  readonly isAtEnd: boolean
  /** The entries `[Content_Types].xml`. An honest Office document has one. */
  readonly contentTypes: readonly ZipEntry[]
}

export interface ZipEntry {
  /** Of its local header, from the beginning of the file. */
  readonly offset: number
  readonly method: number
  /** Bytes in the file. */
  readonly size: number
}

/** The directory at the end of `tail`, or `null` where there is none. */
export function zipDirectory(tail: Buffer): ZipDirectory | null {
  let at = tail.byteLength - endSize + 1
  for (let ends = 0; ends < maxEnds; ends++) {
    at = at <= 0 ? -1 : tail.lastIndexOf(endMark, at - 1)
    if (at < 0) return null
    const directory = readDirectory(tail, at)
    if (directory) return directory
  }
  return { ...empty, isWhole: false, isAtEnd: false }
}

function readDirectory(tail: Buffer, end: number): ZipDirectory | null {
  const count = tail.readUInt16LE(end + 10)
  const size = tail.readUInt32LE(end + 12)
  const commentLength = tail.readUInt16LE(end + 20)
  const isAtEnd = end + endSize + commentLength === tail.byteLength
  // An empty archive, or a ZIP64 one, whose directory is described elsewhere.
  if (size === 0 || size === 0xffffffff) return { ...empty, isWhole: size === 0, isAtEnd }
  const start = end - size
  if (start < 0) return isAtEnd ? { ...empty, isWhole: false, isAtEnd } : null
  const entries = readEntries(tail, start, end, Math.min(count, maxNames))
  return entries && { ...entries, isWhole: entries.names.length === count, isAtEnd }
}

type Entries = Pick<ZipDirectory, 'names' | 'contentTypes'>

const empty: Entries = { names: [], contentTypes: [] }

function readEntries(tail: Buffer, start: number, end: number, count: number): Entries | null {
  const names: string[] = []
  const contentTypes: ZipEntry[] = []
  let at = start
  while (names.length < count) {
    if (at + 46 > end || tail.readUInt32LE(at) !== entrySignature) return null
    const nameLength = tail.readUInt16LE(at + 28)
    const next = at + 46 + nameLength + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32)
    const name = tail.toString('utf8', at + 46, at + 46 + nameLength)
    names.push(name)
    if (name === contentTypesName) {
      contentTypes.push({
        offset: tail.readUInt32LE(at + 42),
        method: tail.readUInt16LE(at + 10),
        size: tail.readUInt32LE(at + 20),
      })
    }
    at = next
  }
  return { names, contentTypes }
}

/** `undefined` if the entry is damaged, encrypted or too large, or stands in the part that the sample lacks. */
export function readEntry(
  sample: Sample,
  { offset, method, size }: ZipEntry,
  maxBytes: number,
): Buffer | undefined {
  const header = bytesAt(sample, offset, 30)
  if (header?.readUInt32LE(0) !== localSignature) return undefined
  const start = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const stored = bytesAt(sample, start, size)
  if (!stored || method === 0) return stored?.subarray(0, maxBytes)
  if (method !== deflated) return undefined
  try {
    return inflateRawSync(stored, { maxOutputLength: maxBytes })
  } catch {
    return undefined
  }
}

function bytesAt(sample: Sample, start: number, length: number): Buffer | undefined {
  const tail = sample.tail()
  for (const [part, from] of [
    [sample.head(), 0],
    [tail, sample.size - tail.byteLength],
  ] as const) {
    const at = start - from
    if (at >= 0 && at + length <= part.byteLength) return part.subarray(at, at + length)
  }
  return undefined
}
