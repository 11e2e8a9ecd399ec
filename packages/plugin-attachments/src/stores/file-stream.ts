import type { FileHandle } from 'node:fs/promises'
import type { ByteRange } from './port.ts'

const chunkSize = 128 * 1024

/**
 * Reads a file as it is asked for. It is opened with the first byte that somebody wants, so a stream
 * that nobody reads holds nothing, and closed at the end, on cancel and on failure.
 */
export function fileStream(
  openFile: () => Promise<FileHandle>,
  range?: ByteRange,
): ReadableStream<Uint8Array> {
  let handle: FileHandle | undefined
  let position = range?.start ?? 0
  const end = (range?.end ?? Number.POSITIVE_INFINITY) + 1

  async function read(): Promise<Uint8Array> {
    handle ??= await openFile()
    const wanted = Math.min(chunkSize, end - position)
    if (wanted <= 0) return new Uint8Array()
    const { bytesRead, buffer } = await handle.read(
      Buffer.allocUnsafeSlow(wanted),
      0,
      wanted,
      position,
    )
    position += bytesRead
    return buffer.subarray(0, bytesRead)
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const bytes = await read()
          if (bytes.byteLength > 0) controller.enqueue(bytes)
          if (bytes.byteLength > 0 && position < end) return
          await handle?.close()
          controller.close()
        } catch (error) {
          await handle?.close().catch(() => {})
          throw error
        }
      },
      cancel: () => handle?.close(),
    },
    { highWaterMark: 0 },
  )
}
