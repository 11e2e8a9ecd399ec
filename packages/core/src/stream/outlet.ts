/** The body of one stream: a bounded buffer between what happens and whoever reads. */

export interface Outlet {
  readonly body: ReadableStream<Uint8Array>
  /** False when the reader is too slow: nothing more is taken. */
  write(chunk: Uint8Array): boolean
  /** Resolves when there is room again, or when it has ended. */
  room(): Promise<void>
  close(): void
  /** Throws away what was not read. */
  abort(reason: Error): void
}

const bufferBytes = 256 * 1_024

export function createOutlet(onCancel: () => void): Outlet {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let waiting: (() => void) | undefined
  const go = () => {
    waiting?.()
    waiting = undefined
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started
      },
      pull: go,
      cancel() {
        controller = undefined
        go()
        onCancel()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: bufferBytes }),
  )
  const hasRoom = () => (controller?.desiredSize ?? 1) > 0

  function finish(end: (open: ReadableStreamDefaultController<Uint8Array>) => void): void {
    const open = controller
    controller = undefined
    go()
    if (open) end(open)
  }

  return {
    body,
    write(chunk) {
      if (!hasRoom()) return false
      controller?.enqueue(chunk)
      return true
    },
    room: () =>
      hasRoom()
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting = resolve
          }),
    close: () => finish((open) => open.close()),
    abort: (reason) => finish((open) => open.error(reason)),
  }
}
