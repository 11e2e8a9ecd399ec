import type { ReactiveController } from 'lit'
import { isAborted } from '../problems/explain.ts'
import type { WidgetClient } from '../session/client.ts'
import type { SessionHost } from '../session/session-host.ts'
import { rememberTags } from './known-tags.ts'
import { hasTag, selectionOf, type TagLook, withoutTag } from './tag.ts'

export interface TagEdit {
  readonly kind: 'add' | 'remove'
  readonly tag: TagLook
}

export interface TicketTagsOptions {
  ticketId(): string
  /** The server has it: these are the tags by now. */
  onSaved(tags: readonly TagLook[]): void
  /** It has been undone. */
  onFailed(edit: TagEdit, error: unknown): void
}

/**
 * The tags of one ticket. A change is shown at once and sent in turn, one after the other; what the server
 * refuses is taken back.
 */
export class TicketTagsController implements ReactiveController {
  readonly #host: SessionHost
  readonly #options: TicketTagsOptions
  #saved: readonly TagLook[] | undefined
  #edits: readonly TagEdit[] = []
  #isSending = false
  #isOfAgents = false
  #error: unknown
  #running = new AbortController()
  #key = ''

  constructor(host: SessionHost, options: TicketTagsOptions) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  /** With the changes that are on their way; `undefined` until they are known. */
  get tags(): readonly TagLook[] | undefined {
    return this.#saved && this.#edits.reduce(applied, this.#saved)
  }

  /** Why they are not known. */
  get error(): unknown {
    return this.#error
  }

  /** Whether the person is on the agents' side of this ticket. */
  get isOfAgents(): boolean {
    return this.#isOfAgents
  }

  /** Whether changes are on their way. */
  get isSaving(): boolean {
    return this.#edits.length > 0
  }

  /** What is known of the ticket by now. */
  take(tags: readonly TagLook[], isOfAgents = this.#isOfAgents): void {
    const client = this.#client
    if (client) rememberTags(client, tags)
    this.#saved = tags
    this.#isOfAgents = isOfAgents
    this.#error = undefined
    this.#host.requestUpdate()
  }

  /** Reads them. */
  async load(): Promise<void> {
    const client = this.#client
    const { signal } = this.#running
    const ticketId = this.#options.ticketId()
    if (!client || ticketId === '') return
    try {
      const ticket = await client.tickets.get({ ticketId, include: ['tags'] }, { signal })
      if (!signal.aborted) this.take(ticket.tags, ticket.side === 'agent')
    } catch (error) {
      if (signal.aborted) return
      this.#error = error
      this.#host.requestUpdate()
    }
  }

  edit(edit: TagEdit): void {
    this.#edits = [...this.#edits, edit]
    this.#host.requestUpdate()
    void this.#send()
  }

  /** Another ticket or person: nothing is known. Answers whether it is. */
  renew(): boolean {
    const { session } = this.#host
    const ids = [this.#options.ticketId(), session?.person?.id, session?.person?.tenantId]
    const key = JSON.stringify(ids)
    if (key === this.#key) return false
    this.#key = key
    this.#forget()
    return true
  }

  hostDisconnected(): void {
    this.#key = ''
    this.#forget()
  }

  async #send(): Promise<void> {
    const [edit] = this.#edits
    const client = this.#client
    if (this.#isSending || !edit || !client?.tags) return
    const { signal } = this.#running
    const ticketId = this.#options.ticketId()
    const input = { ticketId, ...selectionOf([edit.tag]) }
    this.#isSending = true
    try {
      const { data } = await client.tags[edit.kind](input, { signal })
      if (signal.aborted) return
      this.#settle(data)
      this.#options.onSaved(data)
    } catch (error) {
      if (signal.aborted || isAborted(error)) return
      this.#settle(this.#saved)
      this.#options.onFailed(edit, error)
    }
    void this.#send()
  }

  #settle(saved: readonly TagLook[] | undefined): void {
    this.#isSending = false
    this.#edits = this.#edits.slice(1)
    if (saved) this.take(saved)
  }

  #forget(): void {
    this.#running.abort()
    this.#running = new AbortController()
    this.#saved = this.#error = undefined
    this.#edits = []
    this.#isSending = false
  }

  get #client(): WidgetClient | undefined {
    const { session } = this.#host
    return session?.person && session.client
  }
}

function applied(tags: readonly TagLook[], { kind, tag }: TagEdit): readonly TagLook[] {
  if (kind === 'remove') return withoutTag(tags, tag)
  return hasTag(tags, tag) ? tags : [...tags, tag]
}
