/** The state of one ticket on a page: what is known of it, and how it is kept up to date. */
import { HelpdeskApiError, type Participant, type Ticket } from '@deskhand/core/client'
import type { ReactiveController } from 'lit'
import type { LiveItem } from '../live/live.ts'
import type { WidgetClient } from '../session/client.ts'
import type { SessionHost } from '../session/session-host.ts'
import { type TicketField, withChange } from './changes.ts'
import { Conversation, type ShownReply } from './conversation.ts'
import { bringTicketCode } from './ticket-code.ts'
import { type EditedTicket, TicketEdits } from './ticket-edits.ts'

/** `missing`: not there, or not to be seen any more. */
export type TicketStatus = 'idle' | 'loading' | 'ready' | 'missing' | 'forbidden' | 'failed'

export interface TicketControllerOptions {
  ticketId(): string
  /** Fields of plugins to ask for with the ticket. */
  ticketInclude(): readonly string[]
  /** Fields of plugins to ask for with each reply. */
  include(): readonly string[]
  /** Replies and notes of others that have come in while the ticket is shown. */
  onArrived(replies: readonly ShownReply[]): void
  /** A change of this person has been saved. */
  onChanged(ticket: Ticket, field: TicketField | 'participants'): void
}

const pageSize = { replies: 25, events: 100 }

export class TicketController implements ReactiveController {
  /** Changes that this person makes. */
  readonly edits: TicketEdits
  readonly #host: SessionHost
  readonly #options: TicketControllerOptions
  #key = ''
  #running = new AbortController()
  #status: TicketStatus = 'idle'
  #error: unknown
  #ticket: Ticket | undefined
  #conversation: Conversation | undefined
  #conversationError: unknown
  #isReadingEarlier = false
  #isStale = false
  #participants: readonly Participant[] = []
  #refreshing: Promise<void> | undefined
  #refreshAgain = false
  #isOff = false

  constructor(host: SessionHost, options: TicketControllerOptions) {
    this.#host = host
    this.#options = options
    this.edits = new TicketEdits(this.#edited())
    host.addController(this)
  }

  get status(): TicketStatus {
    return this.#status
  }

  get error(): unknown {
    return this.#error
  }

  get conversation(): Conversation | undefined {
    return this.#conversation
  }

  get conversationError(): unknown {
    return this.#conversationError
  }

  get isReadingEarlier(): boolean {
    return this.#isReadingEarlier
  }

  /** Whether the last attempt to catch up has failed. */
  get isStale(): boolean {
    return this.#isStale
  }

  get participants(): readonly Participant[] {
    return this.#participants
  }

  /** With the change that is on its way to the server. */
  get ticket(): Ticket | undefined {
    const { pending } = this.edits
    return this.#ticket && pending ? withChange(this.#ticket, pending) : this.#ticket
  }

  hostUpdate(): void {
    // What was asked to be drawn before is drawn even when it is off the page.
    if (this.#isOff) return
    const person = this.#host.session?.person
    const ticketId = this.#options.ticketId()
    // Stays while an expired session is being renewed, and goes with the person.
    const isWanted = person !== undefined && ticketId !== ''
    const key = isWanted ? JSON.stringify([ticketId, person.id, person.tenantId]) : ''
    if (key === this.#key) return
    this.#key = key
    this.#forget()
    if (isWanted) void this.load()
  }

  hostConnected(): void {
    this.#isOff = false
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#isOff = true
    this.#running.abort()
    this.#key = ''
  }

  /** Reads everything from the beginning. */
  async load(): Promise<void> {
    const client = this.#client
    if (!client) return
    this.#forget()
    const { signal } = this.#running
    this.#become('loading')
    try {
      const conversation = this.#newConversation(client)
      const [ticket] = await Promise.all([
        this.#read(client, signal),
        conversation.readNewest(signal),
        this.#readParticipants(client, signal),
        bringTicketCode(this.#host.session),
      ])
      if (signal.aborted) return
      this.#conversation = conversation
      this.#ticket = ticket
      this.#become('ready')
    } catch (error) {
      if (!signal.aborted) this.#lose(error)
    }
  }

  /** Reads what has changed. Many calls in a row are one or two. */
  refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#refreshAgain = true
      return this.#refreshing
    }
    const running = this.#catchUp().finally(() => {
      if (this.#refreshing === running) this.#refreshing = undefined
    })
    this.#refreshing = running
    return running
  }

  async readEarlier(): Promise<void> {
    const { signal } = this.#running
    if (this.#isReadingEarlier) return
    this.#isReadingEarlier = true
    this.#conversationError = undefined
    this.#host.requestUpdate()
    try {
      await this.#conversation?.readEarlier(signal)
    } catch (error) {
      if (!signal.aborted) this.#conversationError = error
    }
    this.#isReadingEarlier = false
    this.#host.requestUpdate()
  }

  /** What the stream tells of this ticket. */
  onLive(item: LiveItem): void {
    if (this.#status === 'failed' && item.kind === 'reset') void this.load()
    if (this.#status !== 'ready') return
    if (item.kind === 'gone') {
      this.#lose(new HelpdeskApiError(404, { code: 'not_found' }))
      return
    }
    if (item.kind === 'event') {
      const { id, version } = item.event
      const isKnown = (this.#ticket?.version ?? 0) >= version && this.#conversation?.knowsEvent(id)
      if (isKnown) return
    }
    void this.refresh()
  }

  #edited(): EditedTicket {
    return {
      client: () => this.#client,
      signal: () => this.#running.signal,
      known: () => this.#ticket,
      read: (client, signal) => this.#read(client, signal),
      accept: (ticket) => this.#accept(ticket),
      participants: () => this.#participants,
      acceptParticipants: (participants) => {
        this.#participants = participants
      },
      refresh: () => this.refresh(),
      lose: (error) => this.#lose(error),
      changed: () => this.#host.requestUpdate(),
      saved: (ticket, field) => this.#options.onChanged(ticket, field),
    }
  }

  get #client(): WidgetClient | undefined {
    const { session } = this.#host
    return session?.person && session.client
  }

  #newConversation({ replies, tickets }: WidgetClient): Conversation {
    const ticketId = this.#options.ticketId()
    const include = this.#options.include() as readonly never[]
    return new Conversation({
      replies: (cursor, signal) =>
        replies.list(
          { ticketId, order: 'desc', limit: pageSize.replies, cursor, include },
          { signal },
        ),
      events: (cursor, signal) =>
        tickets.events({ ticketId, order: 'desc', limit: pageSize.events, cursor }, { signal }),
    })
  }

  #read(client: WidgetClient, signal: AbortSignal): Promise<Ticket> {
    const include = this.#options.ticketInclude() as readonly never[]
    return client.tickets.get({ ticketId: this.#options.ticketId(), include }, { signal })
  }

  async #readParticipants(client: WidgetClient, signal: AbortSignal): Promise<void> {
    const ticketId = this.#options.ticketId()
    const { data } = await client.participants.list({ ticketId }, { signal })
    if (!signal.aborted) this.#participants = data
  }

  async #catchUp(): Promise<void> {
    const client = this.#client
    const conversation = this.#conversation
    const { signal } = this.#running
    if (!client || !conversation) return
    do {
      this.#refreshAgain = false
      try {
        const [ticket, arrived] = await Promise.all([
          this.#read(client, signal),
          conversation.readNewest(signal),
          this.#readParticipants(client, signal),
        ])
        if (signal.aborted) return
        this.#isStale = false
        this.#accept(ticket)
        const me = this.#host.session?.person?.id
        const ofOthers = arrived.filter(({ author }) => author.id !== me)
        if (ofOthers.length > 0) this.#options.onArrived(ofOthers)
      } catch (error) {
        if (signal.aborted) return
        if (isRefusal(error)) return this.#lose(error)
        this.#isStale = true
      }
      this.#host.requestUpdate()
    } while (this.#refreshAgain)
  }

  #accept(ticket: Ticket): void {
    if (this.#ticket && this.#ticket.version > ticket.version) return
    this.#ticket = ticket
  }

  #lose(error: unknown): void {
    const status = error instanceof HelpdeskApiError ? error.status : 0
    if (status === 404) this.#become('missing', error)
    else if (status === 403) this.#become('forbidden', error)
    else this.#become('failed', error)
  }

  #forget(): void {
    this.#running.abort()
    this.#running = new AbortController()
    this.#ticket = this.#conversation = this.#conversationError = undefined
    this.#refreshing = undefined
    this.#participants = []
    this.edits.reset()
    this.#isStale = this.#isReadingEarlier = this.#refreshAgain = false
    this.#status = 'idle'
  }

  #become(status: TicketStatus, error?: unknown): void {
    this.#status = status
    this.#error = error
    this.#host.requestUpdate()
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof HelpdeskApiError && (error.status === 404 || error.status === 403)
}
