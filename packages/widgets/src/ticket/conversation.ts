/** Replies, notes and what happened in between, as one line of time that is read backwards. */
import type { Reply, TicketEvent } from '@deskhand/core/client'
import { isTold } from './events.ts'
import { type ReadPage, Strand } from './strand.ts'

/** With whatever fields of plugins were asked for. */
export type ShownReply = Reply

export type ConversationEntry =
  | { readonly kind: 'reply'; readonly key: string; readonly reply: ShownReply }
  | { readonly kind: 'event'; readonly key: string; readonly event: TicketEvent }

export interface ConversationSource {
  readonly replies: ReadPage<ShownReply>
  readonly events: ReadPage<TicketEvent>
}

export class Conversation {
  readonly #replies: Strand<ShownReply>
  readonly #events: Strand<TicketEvent>

  constructor({ replies, events }: ConversationSource) {
    this.#replies = new Strand(replies)
    this.#events = new Strand(events)
  }

  get hasEarlier(): boolean {
    return this.#replies.hasEarlier || this.#events.hasEarlier
  }

  /** Oldest first, as far back as both replies and events are known. */
  get entries(): readonly ConversationEntry[] {
    const since = this.#knownSince
    const replies = this.#replies.items.filter(({ createdAt }) => createdAt >= since)
    const events = this.#events.items.filter(
      (event) => event.createdAt >= since && isTold(event.type),
    )
    const merged: ConversationEntry[] = []
    let next = 0
    for (const reply of replies) {
      for (; (events[next]?.createdAt ?? '\uffff') < reply.createdAt; next += 1) {
        merged.push(eventEntry(events[next] as TicketEvent))
      }
      merged.push({ kind: 'reply', key: reply.id, reply })
    }
    return [...merged, ...events.slice(next).map(eventEntry)]
  }

  knowsEvent(id: string): boolean {
    return this.#events.has(id)
  }

  /** Reads until something earlier can be shown, or nothing is left to read. */
  async readEarlier(signal: AbortSignal): Promise<void> {
    const before = this.entries.length
    do {
      const since = this.#knownSince
      await Promise.all(
        [this.#replies, this.#events].map(async (strand) => {
          if (strand.hasEarlier && strand.knownSince >= since) await strand.readEarlier(signal)
        }),
      )
    } while (this.hasEarlier && this.entries.length === before && !signal.aborted)
  }

  /** Reads what is new. Answers with the replies and notes that were not known. */
  async readNewest(signal: AbortSignal): Promise<readonly ShownReply[]> {
    const [replies] = await Promise.all([
      this.#replies.readNewest(signal),
      this.#events.readNewest(signal),
    ])
    return replies
  }

  get #knownSince(): string {
    const [, later = ''] = [this.#replies.knownSince, this.#events.knownSince].sort()
    return later
  }
}

function eventEntry(event: TicketEvent): ConversationEntry {
  return { kind: 'event', key: event.id, event }
}
