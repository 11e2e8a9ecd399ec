/** Looks at bytes on their way to the store: how many, what digest, what kind of file. */
import { createHash } from 'node:crypto'
import { fileTooLarge } from '../errors.ts'
import { createSample, type Sample } from '../types/sample.ts'

export interface Meter {
  readonly size: number
  readonly sample: Sample
  /** In hexadecimal digits. Call it once, at the end. */
  sha256(): string
  through(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
}

/** Throws `file_too_large` (413) with the first chunk that passes the limit. */
export function createMeter(limit: number): Meter {
  const hash = createHash('sha256')
  const sample = createSample()
  let size = 0
  return {
    get size() {
      return size
    },
    sample,
    sha256: () => hash.digest('hex'),
    async *through(source) {
      for await (const chunk of source) {
        size += chunk.byteLength
        if (size > limit) throw fileTooLarge(limit)
        hash.update(chunk)
        sample.add(chunk)
        yield chunk
      }
    },
  }
}
