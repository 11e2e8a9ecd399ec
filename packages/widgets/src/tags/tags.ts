import { html, type PropertyDeclarations } from 'lit'
import type { TicketSidebarContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { LiveController } from '../live/live-controller.ts'
import { problemTerms } from '../problems/explain.ts'
import { commonTerms } from '../terms/common.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { skeletonStyles } from '../theme/skeletons.ts'
import { tagBadge } from './badge.ts'
import { tagBadgeStyles } from './badge-styles.ts'
import { explainTagging } from './explain.ts'
import { tagsStyles } from './styles.ts'
import type { TagLook } from './tag.ts'
import type { TagPickDetail } from './tag-picker.ts'
import { tagTerms } from './terms.ts'
import { type TagEdit, TicketTagsController } from './ticket-tags-controller.ts'

declare global {
  interface HTMLElementEventMap {
    /** A tag was put on a ticket or taken off, and the server has it. */
    'deskhand-tags-changed': CustomEvent<TagsChangedDetail>
  }
}

export interface TagsChangedDetail {
  readonly ticketId: string
  /** All that the ticket has by now. */
  readonly tags: readonly TagLook[]
}

/**
 * The tags of one ticket. Who may tag it adds and removes them at once, and makes new ones by name where
 * that is allowed; customers see its public tags.
 *
 * @fires deskhand-tags-changed - A tag was put on the ticket or taken off, and the server has it.
 * @csspart tag - Each badge, where the person may not change them.
 */
export class DeskhandTags extends DeskhandElement {
  static override styles = [
    ...[DeskhandElement.styles, buttonStyles, skeletonStyles],
    ...[tagBadgeStyles, tagsStyles],
  ]
  static override properties: PropertyDeclarations = {
    ticketId: { type: String, attribute: 'ticket-id' },
    context: { attribute: false },
    readOnly: { type: Boolean, attribute: 'read-only' },
  }

  /** The id of the ticket (not its number). Not needed with `context`. */
  declare ticketId: string
  /** Of the slot `ticket-detail:sidebar@1`. */
  declare context: TicketSidebarContext | undefined
  /** Only shows them. Default false. */
  declare readOnly: boolean

  #controller = new TicketTagsController(this, {
    ticketId: () => this.#id,
    onSaved: (tags) => this.#saved(tags),
    onFailed: (edit, error) => this.#failed(edit, error),
  })
  /** What the ticket of `context` said last. */
  #taken: unknown

  constructor() {
    super()
    this.ticketId = ''
    this.context = undefined
    this.readOnly = false
    new LiveController(this, {
      ticketId: () => this.#id || undefined,
      onItem: (item) => {
        const isOfTags = item.kind === 'reset' || (item.kind === 'event' && isTagging(item.event))
        if (!this.context && isOfTags) void this.#controller.load()
      },
    })
  }

  /** Reads them again. */
  refresh(): Promise<void> {
    return this.#controller.load()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate()
  }

  protected override willUpdate(): void {
    if (!this.isConnected) return
    const isNew = this.#controller.renew()
    const { ticket } = this.context ?? {}
    const given = ticket?.tags
    if (isNew) this.#taken = undefined
    if (Array.isArray(given) && given !== this.#taken) {
      this.#taken = given
      this.#controller.take(given, ticket?.side === 'agent')
    } else if (isNew && !Array.isArray(given)) void this.#controller.load()
  }

  protected override render(): unknown {
    const terms = this.terms(tagTerms)
    const { tags, error, isOfAgents } = this.#controller
    if (!tags && error) {
      return html`<p class="failed" role="status">
        ${terms.loadFailed}
        <button class="link" @click=${() => void this.refresh()}>
          ${this.terms(commonTerms).retry}
        </button>
      </p>`
    }
    if (!tags) {
      return html`<div class="waiting" aria-busy="true"><span class="skeleton short"></span></div>`
    }
    if (!this.readOnly && isOfAgents && this.session?.can('tags:apply')) {
      return html`<deskhand-tag-picker
        class=${this.context ? 'in-panel' : ''}
        quiet
        may-create
        label=${terms.tags}
        .tags=${tags}
        @deskhand-tag-pick=${this.#onPick}
      ></deskhand-tag-picker>`
    }
    if (tags.length === 0) return html`<p class="none">${terms.none}</p>`
    return html`<ul class="tags" aria-label=${terms.tags}>
      ${tags.map((tag) => html`<li>${tagBadge(tag)}</li>`)}
    </ul>`
  }

  get #id(): string {
    return this.context?.ticket.id ?? this.ticketId
  }

  readonly #onPick = ({ detail }: CustomEvent<TagPickDetail>): void => {
    const { added, removed } = detail
    if (added) this.#controller.edit({ kind: 'add', tag: added })
    if (removed) this.#controller.edit({ kind: 'remove', tag: removed })
  }

  #saved(tags: readonly TagLook[]): void {
    emit(this, 'deskhand-tags-changed', { ticketId: this.#id, tags })
    if (!this.#controller.isSaving) void this.context?.refresh()
  }

  #failed(edit: TagEdit, error: unknown): void {
    const terms = this.terms(tagTerms)
    const { name } = edit.tag
    const what = edit.kind === 'add' ? terms.notAdded(name) : terms.notRemoved(name)
    const why = explainTagging(error, terms, this.terms(problemTerms))
    const action = {
      label: this.terms(commonTerms).retry,
      run: () => this.#controller.edit(edit),
    }
    this.session?.messages.toast({ text: `${what} ${why}`, tone: 'danger', action })
  }
}

function isTagging({ type }: { readonly type: string }): boolean {
  return type.startsWith('tags.')
}
