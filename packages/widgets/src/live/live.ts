/** One stream of changes for all elements of a provider. */
import { HelpdeskApiError, type StreamItem } from '@deskhand/core/client'
import type { WidgetClient } from '../session/client.ts'

export type LiveItem = StreamItem

/** `off`: nobody listens, the page is hidden for long, or the server has no streams for this person. */
export type LiveState = 'off' | 'connecting' | 'open' | 'waiting'

export interface LiveSubscription {
  /** Only of this ticket. Default: of all that the person may see. */
  readonly ticketId?: string | undefined
  /** What happened. After `reset` something was missed: read again what is shown. */
  onItem(item: LiveItem): void
  onState?(state: LiveState): void
}

export interface Live {
  readonly state: LiveState
  /** Returns a function that ends it. The stream is open while there is any subscription. */
  subscribe(subscription: LiveSubscription): () => void
}

export interface LiveOptions {
  readonly client: Pick<WidgetClient, 'events'>
  /** Ends it for good. */
  readonly signal: AbortSignal
  /** How long a hidden page keeps its stream, in milliseconds. Default 60 000. */
  readonly hiddenMs?: number | undefined
}

/** Lets elements that are drawn anew in the next moment keep the stream. */
const lingerMs = 1_000
const retryMs = 5_000

export function createLive({ client, signal, hiddenMs = 60_000 }: LiveOptions): Live {
  const subscriptions = new Set<LiveSubscription>()
  let state: LiveState = 'off'
  let lastEventId: string | undefined
  let running: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function become(next: LiveState): void {
    if (next === state) return
    state = next
    for (const { onState } of subscriptions) onState?.(state)
  }

  function start(): void {
    clearTimeout(timer)
    if (running || signal.aborted || subscriptions.size === 0) return
    running = new AbortController()
    void listen(running)
  }

  async function listen(mine: AbortController): Promise<void> {
    const ending = AbortSignal.any([mine.signal, signal])
    const onState = (next: LiveState) => {
      if (running === mine) become(next)
    }
    become('connecting')
    try {
      for await (const item of client.events.stream({ lastEventId, signal: ending, onState })) {
        if (ending.aborted) break
        lastEventId = item.lastEventId
        tell(item)
      }
    } catch (error) {
      // Refused: the requests of the elements say why. Else the reader of streams could not be loaded.
      const isRefused = error instanceof HelpdeskApiError
      if (!isRefused && !ending.aborted) timer = setTimeout(start, retryMs)
    }
    if (running === mine) running = undefined
    if (!running) become('off')
  }

  function tell(item: LiveItem): void {
    const ticketId = item.kind === 'event' ? item.event.ticketId : undefined
    const told = item.kind === 'gone' ? item.ticketId : ticketId
    for (const subscription of subscriptions) {
      const isMeant = told === undefined || (subscription.ticketId ?? told) === told
      if (isMeant) subscription.onItem(item)
    }
  }

  function stop(): void {
    running?.abort()
    running = undefined
  }

  function stopLater(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(stop, ms)
  }

  function onVisibility(): void {
    if (document.hidden) stopLater(hiddenMs)
    else start()
  }

  return {
    get state() {
      return state
    },
    subscribe(subscription) {
      if (subscriptions.size === 0) {
        globalThis.document?.addEventListener('visibilitychange', onVisibility)
      }
      subscriptions.add(subscription)
      start()
      return () => {
        if (!subscriptions.delete(subscription) || subscriptions.size > 0) return
        globalThis.document?.removeEventListener('visibilitychange', onVisibility)
        // What is missed without a listener is read anew by the next one.
        lastEventId = undefined
        stopLater(lingerMs)
      }
    },
  }
}
