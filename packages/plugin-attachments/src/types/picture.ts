/**
 * The size of a picture by its header, and whether a browser may show it in place. A small file can be a picture of
 * many gigapixels. So this reads headers as decoders do, and gives up at an unusual one. A library that searches
 * for the size can be led to a false one, and the search can take long.
 */
import type { Sample } from './sample.ts'

/** A browser needs four bytes of memory for each pixel. */
const maxInlinePixels = 50_000_000

/** True for a PDF, and for a raster image whose size is known and at most 50 megapixels. */
export function mayBeInline(type: string, sample: Sample): boolean {
  if (type === 'application/pdf') return true
  const pixels = picturePixels(type, sample)
  return pixels !== null && pixels <= maxInlinePixels
}

/** Returns width times height for the types that a browser may show in place, or `null` if they are not known. */
export function picturePixels(type: string, sample: Sample): number | null {
  if (type === 'image/jpeg') return sample.jpegPixels()
  try {
    const pixels = readers[type]?.(sample.head()) ?? null
    return pixels && Math.min(pixels, Number.MAX_SAFE_INTEGER)
  } catch {
    // The header is longer than what is kept of it.
    return null
  }
}

const readers: Readonly<Record<string, (head: Buffer) => number | null>> = {
  'image/png': png,
  'image/apng': png,
  'image/gif': gif,
  'image/webp': webp,
  'image/bmp': bmp,
  'image/avif': avif,
}

/** @see https://www.w3.org/TR/png-3/ (11.2.1) */
function png(head: Buffer): number | null {
  if (head.toString('latin1', 12, 16) !== 'IHDR') return null
  return head.readUInt32BE(16) * head.readUInt32BE(20)
}

/**
 * The larger of the screen and the first frame, which some decoders make the screen fit.
 *
 * @see https://www.w3.org/Graphics/GIF/spec-gif89a.txt (18, 20, 24)
 */
function gif(head: Buffer): number | null {
  const flags = head.readUInt8(10)
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  // An extension has two bytes and blocks with their lengths, the last of which is 0.
  while (head.readUInt8(at) === 0x21) {
    at += 2
    for (let length = head.readUInt8(at); length > 0; length = head.readUInt8(at)) at += 1 + length
    at += 1
  }
  if (head.readUInt8(at) !== 0x2c) return null
  const largest = (screen: number, frame: number) =>
    Math.max(head.readUInt16LE(screen), head.readUInt16LE(at + frame))
  return largest(6, 5) * largest(8, 7)
}

/** @see https://www.rfc-editor.org/rfc/rfc9649 (2.5, 2.6, 2.7) and RFC 6386 (9.1) */
function webp(head: Buffer): number | null {
  const chunk = head.toString('latin1', 12, 16)
  if (chunk === 'VP8X') return (head.readUIntLE(24, 3) + 1) * (head.readUIntLE(27, 3) + 1)
  if (chunk === 'VP8 ' && head.toString('hex', 23, 26) === '9d012a') {
    return (head.readUInt16LE(26) & 0x3fff) * (head.readUInt16LE(28) & 0x3fff)
  }
  if (chunk !== 'VP8L' || head[20] !== 0x2f) return null
  const bits = head.readUInt32LE(21)
  return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1)
}

/** @see https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types */
function bmp(head: Buffer): number | null {
  const isCore = head.readUInt32LE(14) === 12
  if (isCore) return head.readUInt16LE(18) * head.readUInt16LE(20)
  // A negative height means that the rows go from top to bottom.
  return Math.abs(head.readInt32LE(18)) * Math.abs(head.readInt32LE(22))
}

/** The largest of all sizes in it: those of tiles, of thumbnails and of the whole. A sequence is not measured. */
function avif(head: Buffer): number | null {
  const [type, ...others] = boxes(head, 0, head.byteLength)
  if (type?.name !== 'ftyp' || head.toString('latin1', type.start, type.end).includes('avis')) {
    return null
  }
  const inside = (parents: Box[], name: string, skipped = 0) =>
    parents
      .filter((box) => box.name === name)
      .flatMap(({ start, end }) => boxes(head, start + skipped, end))
  // `meta` begins with its version and flags.
  const properties = inside(inside(inside(others, 'meta', 4), 'iprp'), 'ipco')
  const sizes = properties
    .filter(({ name }) => name === 'ispe')
    .map(({ start }) => head.readUInt32BE(start + 4) * head.readUInt32BE(start + 8))
  return sizes.length > 0 ? Math.max(...sizes) : null
}

interface Box {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** The boxes of ISO/IEC 14496-12 (4.2). Throws for one that is longer than what is kept, except for `mdat`. */
function boxes(head: Buffer, from: number, to: number): Box[] {
  const found: Box[] = []
  let at = from
  while (at + 8 <= to) {
    const length = head.readUInt32BE(at)
    const name = head.toString('latin1', at + 4, at + 8)
    const end = at + length
    // The bytes of the pictures. Any other box may have sizes in what is missing.
    if (length < 8 || end > to) {
      if (name === 'mdat') return found
      throw new RangeError('The box is not whole.')
    }
    found.push({ name, start: at + 8, end })
    at = end
  }
  return found
}
