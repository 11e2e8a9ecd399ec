/** Walks from marker to marker of a JPEG picture as its bytes come, up to the one with its size. */

/** A marker, and what comes behind it up to the width. */
const markerBytes = 9

export interface JpegWalk {
  add(chunk: Buffer): void
  /** Width times height, or `null` where they are not known. */
  pixels(): number | null
}

/** @see https://www.w3.org/Graphics/JPEG/itu-t81.pdf (B.1.1, B.2.2) */
export function createJpegWalk(): JpegWalk {
  let pixels: number | null = null
  let isOver = false
  /** Bytes of earlier chunks that belong to the next marker. */
  let rest: Buffer = Buffer.alloc(0)
  /** How many bytes come before the next marker. */
  let skip = 2

  /** Looks at the marker at `at`, and gives the bytes to the next one; 0 at the end of the walk. */
  function look(bytes: Buffer, at: number): number {
    const marker = bytes[at + 1] as number
    if (bytes[at] !== 0xff) return 0
    // A marker may have more of these bytes before it.
    if (marker === 0xff) return 1
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    // Zero lines means that their number comes later.
    if (isFrame) pixels = bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7) || null
    const isSegment = marker >= 0xc0 && !(marker >= 0xd0 && marker <= 0xda)
    return isFrame || !isSegment ? 0 : 2 + bytes.readUInt16BE(at + 2)
  }

  return {
    pixels: () => pixels,
    add(chunk) {
      if (isOver) return
      const bytes = rest.byteLength > 0 ? Buffer.concat([rest, chunk]) : chunk
      while (!isOver && skip + markerBytes <= bytes.byteLength) {
        const step = look(bytes, skip)
        isOver = step === 0
        skip += step
      }
      const kept = Math.min(skip, bytes.byteLength)
      rest = isOver ? Buffer.alloc(0) : Buffer.from(bytes.subarray(kept))
      skip -= kept
    },
  }
}
