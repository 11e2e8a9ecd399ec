import type { Call } from '../api/call.ts'
import type { TicketEvent } from '../events/types.ts'

/** A line of a ticket's history as it is written, and where the ticket stands by now. */
export interface StreamedEvent extends TicketEvent {
  readonly ticketId: string
  /** The ticket's version, as the reader counts it, when the event was sent. */
  readonly version: number
}

/** A ticket that the reader could see and can't any more: deleted, handed over, taken off. */
export interface StreamedGone {
  readonly ticketId: string
}

/** How many streams there may be and how they are kept alive. Times are in milliseconds. */
export interface StreamSettings {
  /** Open at once for one person of a tenant. Default 10. */
  readonly perActor: number
  /** Open at once in this process. Default 1 000. */
  readonly perProcess: number
  /** Between two signs of life. Default 20 000, at most 30 000: readers give up after 60 000. */
  readonly heartbeatMs: number
  /** How long a session is believed before `authenticate` is asked again. Default 60 000. */
  readonly recheckMs: number
  /** After about so long a stream ends and its reader comes back. Default 900 000. */
  readonly lifetimeMs: number
}

interface StreamRequest {
  readonly request: Request
  /** Limits the stream to the events of this ticket. `undefined`: every ticket that the actor may see. */
  readonly ticketId: string | undefined
  /** Resumes after the event with this sealed id. `null` starts with the next event. */
  readonly lastEventId: string | null
}

/**
 * Returns the body of a new stream. Throws `too_many_streams` (429 or 503) at a limit, and `stopping` (503)
 * when the process stops.
 */
export type OpenStream = (call: Call, input: StreamRequest) => Promise<ReadableStream<Uint8Array>>
