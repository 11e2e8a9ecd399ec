import type { FileHandle } from 'node:fs/promises'
import type { ByteRange } from './port.ts'

const chunkSize = 128 * 1024

/**
 * Reads a file as it is asked for, one piece ahead. It is opened with the first byte that somebody
 * wants, so a stream that nobody reads holds nothing, and closed at the end, on cancel and on failure.
 */
export function fileStream(
  openFile: () => Promise<FileHandle>,
  range?: ByteRange,
): ReadableStream<Uint8Array> {
  let handle: FileHandle | undefined
  let ahead: Promise<Uint8Array> | undefined
  let position = range?.start ?? 0
  const end = (range?.end ?? Number.POSITIVE_INFINITY) + 1

  /** Empty at the end. */
  async function read(file: FileHandle): Promise<Uint8Array> {
    const wanted = Math.min(chunkSize, end - position)
    if (wanted <= 0) return new Uint8Array()
    const buffer = Buffer.allocUnsafeSlow(wanted)
    const { bytesRead } = await file.read(buffer, 0, wanted, position)
    position += bytesRead
    return buffer.subarray(0, bytesRead)
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          handle ??= await openFile()
          const bytes = await (ahead ?? read(handle))
          if (bytes.byteLength > 0) {
            controller.enqueue(bytes)
            ahead = read(handle)
            // Whoever asks for it next is told.
            ahead.catch(() => {})
            return
          }
          await handle.close()
          controller.close()
        } catch (error) {
          await handle?.close().catch(() => {})
          throw error
        }
      },
      // Waits for the piece that is being read.
      cancel: () => handle?.close(),
    },
    { highWaterMark: 0 },
  )
}
