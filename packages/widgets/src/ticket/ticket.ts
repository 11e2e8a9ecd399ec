import type { Participant, Ticket } from '@deskhand/core/client'
import { html, nothing, type PropertyDeclarations } from 'lit'
import { createRef, type Ref, ref } from 'lit/directives/ref.js'
import { statusTerms } from '../badges/terms.ts'
import { contributionsTo } from '../contributions/contribution.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { LiveController } from '../live/live-controller.ts'
import { problemTerms } from '../problems/explain.ts'
import { commonTerms } from '../terms/common.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { fieldStyles } from '../theme/fields.ts'
import { skeletonStyles } from '../theme/skeletons.ts'
import { Arrivals } from './arrivals.ts'
import type { TicketChange, TicketField } from './changes.ts'
import type { DeskhandCloseDialog } from './close-dialog.ts'
import type { ShownReply } from './conversation.ts'
import { conversationView } from './conversation-view.ts'
import { fieldTerms } from './field-terms.ts'
import { headerView } from './header-view.ts'
import { messageStyles } from './message-styles.ts'
import { noticeStyles } from './notice-styles.ts'
import { absentView, noticesView } from './notices-view.ts'
import type { PersonChoice } from './person-field.ts'
import { ReadingPlace } from './reading-place.ts'
import { skeletonView } from './skeleton-view.ts'
import { ticketStyles } from './styles.ts'
import { SubjectDraft } from './subject-draft.ts'
import { ticketTerms } from './terms.ts'
import { TicketController } from './ticket-controller.ts'
import { fieldName, type Team } from './values.ts'

declare global {
  interface HTMLElementEventMap {
    /** A change of the ticket that this person made has been saved. */
    'deskhand-ticket-changed': CustomEvent<DeskhandTicketChangedDetail>
    /** A ticket is there to be read, for example to name the page after it. */
    'deskhand-ticket-loaded': CustomEvent<{ readonly ticket: Ticket }>
  }
}

/** What was saved. */
export interface DeskhandTicketChangedDetail {
  readonly ticket: Ticket
  readonly field: TicketField | 'participants'
}

/**
 * One ticket: its conversation with notes and history, what is known of it, and a composer. Shows an agent
 * and a customer what each may see and lets them change what they may change; others' changes and messages
 * appear by themselves, without moving what is being read.
 *
 * @slot composer - In place of the composer below the conversation.
 * @slot absent - Below the words that there is no such ticket, such as a link to the list.
 * @fires deskhand-ticket-loaded - The ticket has been read for the first time. Does not bubble.
 * @fires deskhand-ticket-changed - A change that this person made has been saved.
 * @csspart header - Subject, number, state.
 * @csspart conversation - The messages and events.
 * @csspart message - One message; `note` as well when it is internal.
 * @csspart note - An internal note.
 * @csspart details - What is beside the conversation, or above it where there is little room.
 * @csspart conflict - What says that somebody else was faster.
 * @csspart absent - What is shown when there is no such ticket.
 * @cssprop --deskhand-sticky-offset - Height of what covers the top of the page, such as a bar. Default 0.
 */
export class DeskhandTicket extends DeskhandElement {
  static override styles = [
    ...[DeskhandElement.styles, buttonStyles, fieldStyles, skeletonStyles],
    ...[ticketStyles, messageStyles, noticeStyles],
  ]
  static override properties: PropertyDeclarations = {
    ticketId: { type: String, attribute: 'ticket-id' },
    teams: { attribute: false },
    areDetailsOpen: { state: true },
  }

  /** The id of the ticket (not its number). */
  declare ticketId: string
  /** The teams that a ticket can be handed to. Default: none, the team is only shown. */
  declare teams: readonly Team[]
  declare protected areDetailsOpen: boolean

  #closeDialog = createRef<DeskhandCloseDialog>()
  #arrivals = new Arrivals(this)
  #place = new ReadingPlace(this)
  #draft = new SubjectDraft(this)
  #loadedId = ''
  /** What the person was told of last. */
  #trouble: object | undefined
  #controller = new TicketController(this, {
    ticketId: () => this.ticketId,
    ticketInclude: () => this.#ticketInclude(),
    include: () => this.#include(),
    onArrived: (replies) => this.#arrived(replies),
    onChanged: (ticket, field) => {
      emit(this, 'deskhand-ticket-changed', { ticket, field })
    },
  })
  #live = new LiveController(this, {
    ticketId: () => this.ticketId || undefined,
    onItem: (item) => this.#controller.onLive(item),
  })
  #liveState = this.#live.state

  constructor() {
    super()
    this.ticketId = ''
    this.teams = []
    this.areDetailsOpen = false
  }

  /** Reads the ticket and its conversation again. */
  refresh(): Promise<void> {
    return this.#controller.refresh()
  }

  /** Puts the focus where a reply is written. */
  startReply(): void {
    const slot = this.renderRoot.querySelector<HTMLSlotElement>('slot[name="composer"]')
    const [composer] = slot?.assignedElements({ flatten: true }) ?? []
    if (composer instanceof HTMLElement) composer.focus()
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('ticketId')) {
      this.#draft.reset()
      this.#arrivals.clear()
    }
  }

  protected override updated(): void {
    const { ticket, status, edits } = this.#controller
    const trouble = edits.conflict ?? edits.failure
    if (trouble && trouble !== this.#trouble) {
      this.renderRoot.querySelector('[role="alert"] .banner')?.scrollIntoView({ block: 'nearest' })
    }
    this.#trouble = trouble
    if (status === 'ready' && ticket && ticket.id !== this.#loadedId) {
      this.#loadedId = ticket.id
      emit(this, 'deskhand-ticket-loaded', { ticket }, 'local')
    }
    if (this.#live.state === this.#liveState) return
    this.#liveState = this.#live.state
    const isConnection = this.#liveState === 'waiting' || this.#liveState === 'open'
    if (status === 'ready' && isConnection) void this.refresh()
  }

  protected override render(): unknown {
    const { status, error, ticket, participants, edits } = this.#controller
    const words = this.#words()
    if (status === 'missing' || status === 'forbidden' || status === 'failed') {
      return absentView(status, error, words, () => void this.#controller.load())
    }
    const { session } = this
    if (session?.status === 'signed-out' && !ticket) return this.#unsigned(words.common.signedOut)
    if (session?.status === 'unavailable' && !ticket) {
      const { error } = session
      return absentView('failed', error, words, () => void this.session?.refresh())
    }
    if (!ticket) return skeletonView(words.terms.loading)
    return html`<div class="layout" @deskhand-reply-sent=${this.#onReplySent}>
        ${this.#header(ticket)}
        ${noticesView(this.#controller, words, {
          applyMine: () => void this.#applyMine(),
          dismiss: () => this.#dismiss(),
        })}
        <aside
          id="details"
          class="details"
          part="details"
          aria-label=${words.terms.details}
          ?data-open=${this.areDetailsOpen}
        >
          <deskhand-ticket-details
            .ticket=${ticket}
            .participants=${participants}
            .teams=${this.teams}
            .saving=${edits.pending?.field}
            .refresh=${this.#refresh}
            @deskhand-ticket-edit=${this.#onEdit}
          ></deskhand-ticket-details>
        </aside>
        <div class="body">
          ${this.#conversation(ticket)}
          <div class="composer" ${ref(this.#place.composer)}>
            <slot name="composer">
              <deskhand-composer .ticket=${ticket}></deskhand-composer>
            </slot>
          </div>
        </div>
      </div>
      <deskhand-close-dialog ${ref(this.#closeDialog as Ref)}></deskhand-close-dialog>`
  }

  #unsigned(text: string) {
    return html`<div class="absent" part="absent" role="status"><p>${text}</p></div>`
  }

  #words() {
    return {
      terms: this.terms(ticketTerms),
      fields: this.terms(fieldTerms),
      states: this.terms(statusTerms),
      common: this.terms(commonTerms),
      problems: this.terms(problemTerms),
      teams: this.teams,
    }
  }

  #header(ticket: Ticket) {
    const saving = this.#controller.edits.pending?.field
    const mayEdit = ticket.side === 'agent' && (this.session?.can('ticket.update') ?? false)
    return headerView({
      ...{ ticket, mayEdit, terms: this.terms(ticketTerms), common: this.terms(commonTerms) },
      isSaving: saving === 'subject' || saving === 'status',
      areDetailsOpen: this.areDetailsOpen,
      draft: this.#draft,
      save: () => void this.#saveSubject(),
      cancel: () => {
        this.#controller.edits.dismiss()
        void this.#draft.end()
      },
      toggleDetails: () => {
        this.areDetailsOpen = !this.areDetailsOpen
      },
      move: (status) => void this.#change({ field: 'status', value: status }),
    })
  }

  #conversation(ticket: Ticket) {
    const { conversation, conversationError, isReadingEarlier } = this.#controller
    if (!conversation) return nothing
    return conversationView({
      ...{ ticket, isReadingEarlier, error: conversationError, common: this.terms(commonTerms) },
      entries: conversation.entries,
      hasEarlier: conversation.hasEarlier,
      firstNewKey: this.#arrivals.firstKey,
      unseen: this.#arrivals.unseen,
      words: { ...this.#words(), viewerId: this.session?.person?.id },
      showEarlier: () => void this.#place.keepWhile(() => this.#controller.readEarlier()),
      showNew: () => this.#place.goTo(this.#arrivals.firstKey),
    })
  }

  /** Fields of the ticket that panels and its description ask for. */
  #ticketInclude(): readonly string[] {
    const context = { ticket: {} as Ticket & Record<string, unknown>, refresh: async () => {} }
    const panels = contributionsTo(this.session, 'ticket-detail:sidebar@1', context)
    return [
      ...new Set([
        ...panels.flatMap(({ options }) => options?.include ?? []),
        ...this.#footers().flatMap(({ options }) => options?.ticketInclude ?? []),
      ]),
    ]
  }

  /** Fields of replies that contributions ask for. */
  #include(): readonly string[] {
    return [...new Set(this.#footers().flatMap(({ options }) => options?.include ?? []))]
  }

  #footers() {
    return contributionsTo(this.session, 'reply:footer@1', { ticket: {} as Ticket, reply: null })
  }

  async #saveSubject(): Promise<void> {
    const { text = '', base, isEmpty, input } = this.#draft
    if (isEmpty) {
      input.value?.focus()
      return
    }
    const value = text.trim()
    const isSaved =
      value === base?.subject || (await this.#change({ field: 'subject', value }, base))
    if (isSaved) await this.#draft.end()
  }

  async #change(change: TicketChange, base?: Ticket): Promise<boolean> {
    const { edits, ticket } = this.#controller
    const reason = await this.#reasonFor(change, ticket)
    if (reason === null) return false
    const isSaved = await edits.apply(reason ? { ...change, ...reason } : change, base)
    if (!isSaved) return false
    if (reason) this.#closeDialog.value?.clear()
    const name = fieldName(change.field, this.#words())
    this.session?.messages.say(this.terms(ticketTerms).saved(name))
    return true
  }

  /** Asked for where the server wants one; `null` when the person thought better of it. */
  async #reasonFor(change: TicketChange, ticket: Ticket | undefined) {
    const isNeeded =
      change.field === 'status' && change.value === 'closed' && ticket?.status !== 'resolved'
    if (!isNeeded) return undefined
    await import('../define/deskhand-close-dialog.ts')
    const reason = await this.#closeDialog.value?.ask()
    return reason ? { reason } : null
  }

  async #applyMine(): Promise<void> {
    const { edits } = this.#controller
    const isSubject = edits.conflict?.mine.field === 'subject'
    if ((await edits.applyMine()) && isSubject) await this.#draft.end()
  }

  #dismiss(): void {
    const { edits } = this.#controller
    const isSubject = edits.conflict?.mine.field === 'subject'
    edits.dismiss()
    if (isSubject) void this.#draft.end()
  }

  async #addParticipant(choice: PersonChoice): Promise<void> {
    const person = 'person' in choice ? choice.person : null
    const { edits } = this.#controller
    const isAdded = await ('email' in choice
      ? edits.addParticipant({ email: choice.email })
      : person && edits.addParticipant({ personId: person.id }))
    if (!isAdded) return
    const name = 'email' in choice ? choice.email : (person?.name ?? '')
    this.session?.messages.say(this.terms(ticketTerms).participantAdded(name))
  }

  async #removeParticipant({ person }: Participant): Promise<void> {
    if (!(await this.#controller.edits.removeParticipant(person.id))) return
    this.session?.messages.say(this.terms(ticketTerms).participantRemoved(person.name))
    this.renderRoot.querySelector('deskhand-ticket-details')?.focusParticipants()
  }

  #arrived(replies: readonly ShownReply[]): void {
    this.#arrivals.add(replies.map(({ id }) => id))
    this.session?.messages.say(this.terms(ticketTerms).newMessages(replies.length))
  }

  readonly #refresh = (): Promise<void> => this.refresh()

  readonly #onEdit = ({ detail }: HTMLElementEventMap['deskhand-ticket-edit']): void => {
    if ('change' in detail) void this.#change(detail.change)
    else if ('add' in detail) void this.#addParticipant(detail.add)
    else void this.#removeParticipant(detail.remove)
  }

  readonly #onReplySent = (): void => {
    this.#arrivals.clear()
    void this.refresh()
  }
}
