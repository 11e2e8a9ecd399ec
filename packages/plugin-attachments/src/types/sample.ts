/**
 * What is kept of a stream to tell its type by: its beginning, its end, and whether all of it is text.
 * Nothing is ever unpacked.
 */

import { hasControlBytes } from './control-bytes.ts'

const headSize = 8 * 1024
/** A zip's directory is at its end, with a comment of up to 64 KiB behind it. */
const tailSize = 80 * 1024
const zipTailSize = 512 * 1024

export interface Sample {
  readonly size: number
  /** The first 8 KiB. */
  head(): Buffer
  /** The last 80 KiB; 512 KiB of what begins like a zip. */
  tail(): Buffer
  /** Whether no byte is one that text does not have, in UTF-8 or an encoding of single bytes. */
  isText(): boolean
  /** Whether it has the signature of an archive somewhere behind its beginning. */
  hidesArchive(): boolean
  add(chunk: Uint8Array): void
}

export function createSample(): Sample {
  const head = Buffer.alloc(headSize)
  let tail: Ring | undefined
  let size = 0
  let isText = true
  let archive: ReturnType<typeof createArchiveSearch> | undefined

  return {
    get size() {
      return size
    },
    head: () => head.subarray(0, Math.min(size, headSize)),
    tail: () => tail?.read() ?? Buffer.alloc(0),
    isText: () => isText,
    hidesArchive: () => archive?.found() ?? false,
    add(given) {
      const chunk = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
      if (size < headSize) chunk.copy(head, size, 0, headSize - size)
      archive ??= createArchiveSearch()
      archive.add(chunk, size)
      size += chunk.byteLength
      tail ??= createRing(head.toString('latin1', 0, 2) === 'PK' ? zipTailSize : tailSize)
      tail.write(chunk)
      isText &&= !hasControlBytes(chunk)
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

/** Long enough that no picture has one by chance. */
const archiveSignatures = ['Rar!\x1a\x07', '7z\xbc\xaf\x27\x1c', 'PK\x01\x02\x14\x00'].map((text) =>
  Buffer.from(text, 'latin1'),
)
const overlap = 8

function createArchiveSearch() {
  let isFound = false
  let rest: Buffer = Buffer.alloc(0)
  return {
    found: () => isFound,
    add(chunk: Buffer, offset: number) {
      if (isFound) return
      const seam = Buffer.concat([rest, chunk.subarray(0, overlap)])
      isFound = archiveSignatures.some(
        (signature) =>
          // An archive itself has it at its very beginning.
          chunk.indexOf(signature, offset === 0 ? 1 : 0) >= 0 ||
          (offset > 0 && seam.includes(signature)),
      )
      rest = Buffer.from(chunk.subarray(-overlap))
    },
  }
}
