/** Opening a file's bytes, once it is known that they may be served. */

import { notServed, toldStoreError } from '../errors.ts'
import type { Settings } from '../options.ts'
import { isServed } from '../reading/present.ts'
import type { AttachmentRow } from '../schema.ts'
import type { ByteRange } from '../stores/port.ts'
import { exactly } from './exactly.ts'

/** Throws what a caller is told for a file that is held back. */
export function requireServed(settings: Settings, row: AttachmentRow): void {
  if (!isServed(settings, row)) throw notServed(row.state)
}

export async function openFile(
  { store }: Settings,
  { blobKey, size }: AttachmentRow,
  range?: ByteRange,
): Promise<ReadableStream<Uint8Array>> {
  try {
    const body = await store.get(blobKey, range)
    return exactly(body, range ? range.end - range.start + 1 : size)
  } catch (error) {
    throw toldStoreError(error)
  }
}
