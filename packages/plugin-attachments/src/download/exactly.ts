import { StoreError } from '../stores/port.ts'

/** The same stream, which fails where the store's ends too early: a cut file must not look whole. */
export function exactly(
  body: ReadableStream<Uint8Array>,
  size: number,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let left = size
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read()
        if (!done) {
          left -= value.byteLength
          controller.enqueue(value)
          if (left > 0) return
        }
        if (left !== 0)
          throw new StoreError('unavailable', 'The store gave other bytes than it has.')
        controller.close()
        void reader.cancel().catch(() => {})
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
