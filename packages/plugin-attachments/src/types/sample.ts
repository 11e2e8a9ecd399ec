/** What is kept of a stream to tell its type by: its beginning, its end, and what was seen in between. */
import { createJpegWalk } from './jpeg.ts'
import { createMarkSearch, type Marks } from './marks.ts'
import { createTextCheck } from './text.ts'

/** Room for the list of types in an Office document, and for the boxes of an AVIF picture. */
const headSize = 128 * 1024
/** A zip's directory is at its end, with a comment of up to 64 KiB behind it. */
const tailSize = 80 * 1024
const zipTailSize = 512 * 1024

export interface Sample {
  readonly size: number
  /** The first 128 KiB. */
  head(): Buffer
  /** The last 80 KiB; 512 KiB of what begins like a zip. */
  tail(): Buffer
  /** Whether the whole file is text. */
  isText(): boolean
  marks(): Marks
  /** For a JPEG picture: width times height, or `null` if they are not known. */
  jpegPixels(): number | null
  add(chunk: Uint8Array): void
}

export function createSample(): Sample {
  const head = Buffer.alloc(headSize)
  const text = createTextCheck()
  const search = createMarkSearch(head)
  const jpeg = createJpegWalk()
  let tail: Ring | undefined
  let size = 0

  return {
    get size() {
      return size
    },
    head: () => head.subarray(0, Math.min(size, headSize)),
    tail: () => tail?.read() ?? Buffer.alloc(0),
    isText: text.isText,
    marks: search.found,
    jpegPixels: jpeg.pixels,
    add(given) {
      const chunk = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
      if (size < headSize) chunk.copy(head, size, 0, headSize - size)
      search.add(chunk)
      size += chunk.byteLength
      text.add(chunk)
      jpeg.add(chunk)
      if (tail) tail.write(chunk)
      else if (size >= 2) {
        tail = createRing(head.toString('latin1', 0, 2) === 'PK' ? zipTailSize : tailSize)
        tail.write(size === chunk.byteLength ? chunk : head.subarray(0, size))
      }
    },
  }
}

interface Ring {
  write(chunk: Buffer): void
  read(): Buffer
}

/** The last `capacity` bytes of what is written to it. */
function createRing(capacity: number): Ring {
  const bytes = Buffer.allocUnsafeSlow(capacity)
  let position = 0
  let isFull = false
  return {
    write(chunk) {
      const last = chunk.subarray(Math.max(0, chunk.byteLength - capacity))
      const copied = last.copy(bytes, position)
      last.copy(bytes, 0, copied)
      isFull ||= position + last.byteLength >= capacity
      position = (position + last.byteLength) % capacity
    },
    read: () =>
      isFull
        ? Buffer.concat([bytes.subarray(position), bytes.subarray(0, position)])
        : bytes.subarray(0, position),
  }
}
