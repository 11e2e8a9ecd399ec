/**
 * Reads the event log as it grows: once for all streams of a process, and not at all while there are
 * none. It gives events their positions itself where no background work does.
 */
import { createLoop } from '../background/loop.ts'
import type { Dispatcher } from '../events/dispatcher.ts'
import type { Runtime } from '../runtime.ts'
import { lastPosition, type PlacedEvent, readAfter } from './log.ts'

export interface Tail {
  /** How far it has read. */
  position(): number
  /** Begins to read with the first one that wants it; resolves when `position` is known. */
  retain(): Promise<void>
  /** Ends with the last one. */
  release(): void
  wake(): void
  /** Resolves when nothing runs any more. */
  settled(): Promise<void>
}

const batchSize = 100
const pollMs = 1_000
/** When another process puts events in order: it is done with that in a moment. */
const firstLookMs = 20

export function createTail(
  runtime: Pick<Runtime, 'storage' | 'logger'>,
  dispatcher: Dispatcher,
  publish: (rows: readonly PlacedEvent[]) => Promise<void>,
): Tail {
  const { storage, logger } = runtime
  const loop = createLoop({ pass, pollMs, logger })
  let position = 0
  let users = 0
  let isRunning = false
  let unlisten: (() => Promise<void>) | undefined
  let lookMs = firstLookMs
  /** Beginning and ending take turns. */
  let transition: Promise<void> = Promise.resolve()

  async function pass(): Promise<void> {
    const { next } = await dispatcher.dispatch()
    const rows = await readAfter(storage.db, position, batchSize)
    const last = rows.at(-1)
    if (last) {
      position = last.position
      await publish(rows)
    }
    lookMs = next === 'elsewhere' ? Math.min(lookMs * 2, pollMs) : firstLookMs
    if (next === 'elsewhere') loop.wakeIn(lookMs)
    if (next === 'more' || rows.length === batchSize) loop.wakeIn(0)
  }

  async function begin(): Promise<void> {
    if (isRunning) return
    // Told from here on, so that nothing is missed between the two.
    const stopListening = await storage.listen(() => loop.wake())
    try {
      // What happened while nobody listened is no news.
      while ((await dispatcher.dispatch()).next === 'more');
      position = await lastPosition(storage.db)
    } catch (error) {
      await stopListening()
      throw error
    }
    unlisten = stopListening
    loop.start()
    isRunning = true
  }

  async function end(): Promise<void> {
    if (!isRunning || users > 0) return
    isRunning = false
    await loop.stop()
    await unlisten?.()
    await dispatcher.release()
  }

  function inTurn(step: () => Promise<void>): Promise<void> {
    const result = transition.then(step)
    transition = result.catch(() => undefined)
    return result
  }

  return {
    position: () => position,
    retain() {
      users++
      return inTurn(begin)
    },
    release() {
      users--
      if (users > 0) return
      inTurn(end).catch((error) =>
        logger.warn('Reading the event log did not end well.', { error }),
      )
    },
    wake() {
      if (isRunning) loop.wake()
    },
    settled: () => transition,
  }
}
