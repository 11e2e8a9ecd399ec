/** A body that has to keep coming: aborted when no bytes come for a while, or when it takes too long. */
import { uploadBroken, uploadTooSlow } from '../errors.ts'
import type { ByteSource } from '../types.ts'

export interface Pace {
  /** Between two chunks. */
  readonly idleMs: number
  /** For all of it. */
  readonly totalMs: number
}

/** Time that the store takes does not count against the sender's idling. */
export async function* paced(
  source: ByteSource,
  { idleMs, totalMs }: Pace,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const chunks = source instanceof Uint8Array ? once(source) : source[Symbol.asyncIterator]()
  const deadline = performance.now() + totalMs
  let isDone = false
  try {
    for (;;) {
      const left = Math.min(idleMs, deadline - performance.now())
      if (left <= 0) throw uploadTooSlow()
      const next = await within(left, chunks.next(), signal)
      if (next.done) {
        isDone = true
        return
      }
      yield next.value
    }
  } finally {
    // A body that never comes would never end either, so this is not waited for.
    if (!isDone) void Promise.resolve(chunks.return?.()).catch(() => {})
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  if (bytes.byteLength > 0) yield bytes
}

async function within<T>(ms: number, work: Promise<T>, signal?: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  let stop: (() => void) | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(uploadTooSlow()), ms)
    stop = () => reject(uploadBroken(signal?.reason))
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work.catch((error) => Promise.reject(uploadBroken(error))), late])
  } finally {
    clearTimeout(timer)
    if (stop) signal?.removeEventListener('abort', stop)
  }
}
