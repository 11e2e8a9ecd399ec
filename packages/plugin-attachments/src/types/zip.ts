/**
 * A zip by its directory: what is in it, and what kind of document that makes it. Nothing is unpacked.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.12, 4.3.16)
 */

const endMark = Buffer.from('PK\x05\x06', 'latin1')
const entrySignature = 0x02014b50
const endSize = 22
const maxNames = 5_000
/** An honest archive has one end; more than these are there to keep us busy. */
const maxEnds = 64

export interface ZipDirectory {
  readonly names: readonly string[]
  /** Whether all names are here: a large directory begins before the sample does. */
  readonly isWhole: boolean
  /** Whether the archive ends where the bytes do. */
  readonly isAtEnd: boolean
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
  return { names: [], isWhole: false, isAtEnd: false }
}

function readDirectory(tail: Buffer, end: number): ZipDirectory | null {
  const count = tail.readUInt16LE(end + 10)
  const size = tail.readUInt32LE(end + 12)
  const commentLength = tail.readUInt16LE(end + 20)
  const isAtEnd = end + endSize + commentLength === tail.byteLength
  // An empty archive, or a ZIP64 one, whose directory is described elsewhere.
  if (size === 0 || size === 0xffffffff) return { names: [], isWhole: size === 0, isAtEnd }
  const start = end - size
  if (start < 0) return isAtEnd ? { names: [], isWhole: false, isAtEnd } : null
  const names = readNames(tail, start, end, Math.min(count, maxNames))
  return names && { names, isWhole: names.length === count, isAtEnd }
}

function readNames(tail: Buffer, start: number, end: number, count: number): string[] | null {
  const names: string[] = []
  let at = start
  while (names.length < count) {
    if (at + 46 > end || tail.readUInt32LE(at) !== entrySignature) return null
    const nameLength = tail.readUInt16LE(at + 28)
    const next = at + 46 + nameLength + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32)
    names.push(tail.toString('utf8', at + 46, at + 46 + nameLength))
    at = next
  }
  return names
}

const ooxml = 'application/vnd.openxmlformats-officedocument'

/** The folder of an OOXML document's main part, with and without macros (ECMA-376). */
const officeFolders = [
  { folder: 'word/', type: `${ooxml}.wordprocessingml.document`, macros: 'word' },
  { folder: 'xl/', type: `${ooxml}.spreadsheetml.sheet`, macros: 'excel' },
  { folder: 'ppt/', type: `${ooxml}.presentationml.presentation`, macros: 'powerpoint' },
] as const

/**
 * The type of a zip: a document, a program, or an archive. Two kinds in one give `null`.
 */
export function zipType(head: Buffer, { names }: ZipDirectory): string | null {
  const claims = [
    ...odfType(head),
    ...ooxmlType(names),
    ...(names.some((name) =>
      /^(META-INF\/MANIFEST\.MF|classes\.dex|AndroidManifest\.xml)$/i.test(name),
    )
      ? ['application/java-archive']
      : []),
  ]
  if (claims.length > 1) return null
  return claims[0] ?? 'application/zip'
}

function ooxmlType(names: readonly string[]): string[] {
  if (!names.includes('[Content_Types].xml')) return []
  const hasMacros = names.some((name) => /(^|\/)(vbaProject\.bin|macrosheets\/)/i.test(name))
  return officeFolders
    .filter(({ folder }) => names.some((name) => name.startsWith(folder)))
    .map(({ type, macros }) => (hasMacros ? `application/vnd.ms-${macros}.macroenabled` : type))
}

/** ODF and EPUB name their type in a first entry `mimetype` that is stored as it is. */
function odfType(head: Buffer): string[] {
  if (head.byteLength < 38 || head.toString('latin1', 30, 38) !== 'mimetype') return []
  const start = 38 + head.readUInt16LE(28)
  const length = head.readUInt32LE(22)
  const isStored = head.readUInt16LE(8) === 0
  if (!isStored || length > 200) return ['application/zip']
  const declared = head.toString('latin1', start, start + length).trim()
  return [/^application\/[a-z0-9.+-]+$/.test(declared) ? declared : 'application/zip']
}
