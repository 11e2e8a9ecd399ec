/** Changes as they happen: one stream that outlives connections. */
import type { StreamedEvent } from '../stream/types.ts'
import type { ClientHttp } from './http.ts'

/** What came over the stream. `lastEventId` is where to go on after it. */
export type StreamItem =
  /** Something happened to a ticket. */
  | { readonly kind: 'event'; readonly event: StreamedEvent; readonly lastEventId: string }
  /** A ticket can't be seen any more. */
  | { readonly kind: 'gone'; readonly ticketId: string; readonly lastEventId: string }
  /** Something was missed that can't be told again: load everything anew. */
  | { readonly kind: 'reset'; readonly lastEventId: string }

/** Connected, or waiting to try again. */
export type StreamState = 'open' | 'waiting'

export interface StreamOptions {
  /** Only of this ticket. Default: of all that the signed-in person may see. */
  readonly ticketId?: string | undefined
  /** Goes on after this one. Default: from now on. */
  readonly lastEventId?: string | undefined
  /** Ends the stream, without an error. */
  readonly signal?: AbortSignal | undefined
  /** Called when the connection is there, and when it is lost. */
  readonly onState?: ((state: StreamState) => void) | undefined
}

export interface EventsClient {
  /**
   * Comes back by itself when the connection is lost, and goes on where it was: waits longer from
   * try to try, up to half a minute. Throws `HelpdeskApiError` when there is no use in trying again:
   * nobody is signed in, or the ticket is not there.
   *
   * @example
   * for await (const item of client.events.stream({ signal })) {
   *   if (item.kind === 'event') refresh(item.event.ticketId)
   *   else if (item.kind === 'gone') remove(item.ticketId)
   *   else reload()
   * }
   */
  stream(options?: StreamOptions): AsyncGenerator<StreamItem, void>
}

/** What reads streams is loaded with the first one: many pages never have one. */
export function eventsClient(http: ClientHttp): EventsClient {
  return {
    async *stream(options = {}) {
      const { followEvents } = await import('./follow-events.ts')
      yield* followEvents(http, options)
    },
  }
}
