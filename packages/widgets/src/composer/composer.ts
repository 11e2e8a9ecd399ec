import type { ReplyCreated, ReplyCreateInput, Status, Ticket } from '@deskhand/core/client'
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { statusTerms } from '../badges/terms.ts'
import type { ComposerToolbarContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { isApple } from '../element/keyboard.ts'
import { lockIcon } from '../icons/icons.ts'
import { isComposing } from '../keyboard/is-composing.ts'
import type { DeskhandMarkdownField } from '../markdown/markdown-field.ts'
import { MenuController } from '../overlay/menu-controller.ts'
import { problemTerms } from '../problems/explain.ts'
import { FileIntake } from '../sending/file-intake.ts'
import { KeptDraft } from '../sending/kept-draft.ts'
import { sendingTerms } from '../sending/terms.ts'
import {
  dropView,
  failureView,
  restoredView,
  sendingStyles,
  waitingView,
} from '../sending/views.ts'
import { commonTerms } from '../terms/common.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { menuStyles } from '../theme/menus.ts'
import { skeletonStyles } from '../theme/skeletons.ts'
import { audienceTabs } from './audience-tabs.ts'
import { type Audience, Composition } from './composition.ts'
import { explainSending } from './explain.ts'
import { sendButton } from './send-button.ts'
import { composerStyles } from './styles.ts'
import { composerTerms } from './terms.ts'
import { placeholderOf, statesToSend, type Writing, writingOn } from './writing.ts'

declare global {
  interface HTMLElementEventMap {
    /** A reply or note is about to be sent. */
    'deskhand-reply-submit': CustomEvent<ReplySubmitDetail>
    /** A reply or note was sent. */
    'deskhand-reply-sent': CustomEvent<ReplySentDetail>
  }
}

export interface ReplySubmitDetail {
  /** With what contributions add, such as `attachments`. */
  readonly input: Readonly<ReplyCreateInput>
}

export interface ReplySentDetail {
  readonly ticketId: string
  readonly audience: Audience
  /** The new reply, or the ticket that a reply to a closed one has opened. */
  readonly created: ReplyCreated
  /** The state that was asked for with it. */
  readonly status: Status | undefined
}

/**
 * Where a reply or an internal note is written, with files and the state that the ticket gets. What is
 * typed is kept as a draft of the person until it has been sent.
 *
 * Ctrl or ⌘ with Enter sends, with B, I, E and K formats; Escape leaves the field.
 *
 * @fires deskhand-reply-submit - About to be sent; `preventDefault()` keeps it.
 * @fires deskhand-reply-sent - It was sent.
 * @csspart composer - All of it.
 * @csspart send - The button that sends.
 */
export class DeskhandComposer extends DeskhandElement {
  static override styles = [
    ...[DeskhandElement.styles, buttonStyles, menuStyles, skeletonStyles, sendingStyles],
    composerStyles,
  ]
  static override properties: PropertyDeclarations = { ticket: { attribute: false } }

  /** The ticket that is written to. */
  declare ticket: Ticket | undefined

  #draft = new KeptDraft<Composition>(this, {
    subject: () => this.ticket?.id,
    make: (session) =>
      new Composition({
        ticketId: this.ticket?.id ?? '',
        drafts: session.drafts,
        create: (input, options) => {
          const { client, signal } = this.session ?? session
          return client.replies.create(input, { ...options, signal })
        },
        onChange: () => this.requestUpdate(),
      }),
  })
  #context: ComposerToolbarContext | undefined
  #files = new FileIntake(this)
  #menu = new MenuController(this, { align: 'end' })

  constructor() {
    super()
    this.ticket = undefined
  }

  /** What is being written, to the audience that is chosen. */
  get text(): string {
    return this.#composition?.text ?? ''
  }

  /** Whether a reply or a note is being written. */
  get audience(): Audience {
    return this.#composition?.audience ?? 'public'
  }

  set audience(audience: Audience) {
    this.#composition?.address(audience)
  }

  /** Puts a text where the caret is, such as a quotation or a canned answer. */
  insertText(text: string): void {
    this.#field?.insertText(text)
  }

  /** Puts the caret into the text. */
  override focus(options?: FocusOptions): void {
    if (this.#field) this.#field.focus(options)
    else super.focus(options)
  }

  protected override willUpdate(): void {
    this.#draft.follow()
    const composition = this.#composition
    const { audiences = [] } = this.#writing ?? {}
    const [first] = audiences
    if (composition && first && !audiences.includes(composition.audience)) {
      composition.address(first)
    }
  }

  protected override render(): unknown {
    const composition = this.#composition
    const writing = this.#writing
    if (!composition) return waitingView(this.session, this.terms(commonTerms), ['line', 'text'])
    if (!writing) return nothing
    const { audiences, notice } = writing
    const terms = this.terms(composerTerms)
    const told = notice
      ? html`<p class="line notice">${lockIcon()}<span>${terms[notice]}</span></p>`
      : nothing
    if (audiences.length === 0) return told
    return html`<section
        class="composer"
        part="composer"
        aria-label=${terms.compose}
        @keydown=${this.#pressed}
      >
        ${told}${
          audiences.length > 1
            ? audienceTabs({ composition, terms, focus: (id) => this.#focusTab(id) })
            : nothing
        }
        ${this.#panel(composition, audiences.length > 1)}
      </section>
      ${dropView(this.#files.isOver, this.terms(sendingTerms).dropHere)}`
  }

  #panel(composition: Composition, hasTabs: boolean): TemplateResult {
    const terms = this.terms(composerTerms)
    const { audience, text, isSending, error } = composition
    const isNote = audience === 'internal'
    return html`<div
      class="panel"
      id="panel"
      role=${hasTabs ? 'tabpanel' : nothing}
      aria-labelledby=${hasTabs ? audience : nothing}
    >
      ${isNote ? html`<p class="line note">${lockIcon()}${terms.noteHint}</p>` : nothing}
      ${
        composition.isRestored
          ? restoredView(this.terms(sendingTerms), () => void this.#discard(composition))
          : nothing
      }
      <deskhand-markdown-field
        hides-label
        label=${isNote ? terms.note : terms.reply}
        placeholder=${placeholderOf(this.ticket, isNote, terms)}
        tone=${isNote ? 'note' : 'plain'}
        .value=${text}
        ?readonly=${isSending}
        @deskhand-text-change=${this.#typed}
      >
        <deskhand-slot
          slot="tools"
          name="composer:toolbar@1"
          .context=${this.#contextOf(composition)}
        ></deskhand-slot>
        ${this.#actions(composition, isNote)}
      </deskhand-markdown-field>
      ${
        error === undefined
          ? nothing
          : failureView(terms.failed, explainSending(error, terms, this.terms(problemTerms)))
      }
    </div>`
  }

  #actions(composition: Composition, isNote: boolean): TemplateResult {
    const terms = this.terms(composerTerms)
    const { isSending, canSend, holds } = composition
    const reason = isSending ? undefined : holds.reason
    const shortcut = isApple ? '⌘ ↵' : 'Ctrl ↵'
    return html`<span slot="actions" class=${reason ? 'hint' : 'hint shortcut'} role="status"
        >${reason ?? (composition.isEmpty ? nothing : terms.sendShortcut(shortcut))}</span
      >
      <div slot="actions">
        ${sendButton({
          menu: this.#menu,
          terms,
          statusNames: this.terms(statusTerms),
          isNote,
          isSending,
          canSend,
          states: statesToSend(this.ticket),
          send: (status) => void this.#send(status),
        })}
      </div>`
  }

  get #composition(): Composition | undefined {
    return this.#draft.value
  }

  get #field(): DeskhandMarkdownField | null {
    return this.renderRoot.querySelector('deskhand-markdown-field')
  }

  get #writing(): Writing | undefined {
    const { ticket, session } = this
    return ticket && writingOn(ticket, session, (audience) => this.#composition?.has(audience))
  }

  /** The same object until something in it changes. */
  #contextOf(composition: Composition): ComposerToolbarContext {
    const { ticket } = this
    const { audience, isSending, setInput, onSent } = composition
    const last = this.#context
    const isSame = last?.ticket === ticket && last?.audience === audience
    if (isSame && last.isSending === isSending && last.setInput === setInput) return last
    this.#context = {
      ticket: ticket as Ticket,
      audience,
      isSending,
      setInput,
      onSent,
      hold: composition.holds.hold,
      onFiles: this.#files.onFiles,
      insertText: (text) => this.insertText(text),
    }
    return this.#context
  }

  #typed(event: CustomEvent<{ readonly value: string }>): void {
    this.#composition?.write(event.detail.value)
  }

  #focusTab(id: string): void {
    this.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus()
  }

  async #discard(composition: Composition): Promise<void> {
    composition.discard()
    await this.updateComplete
    this.focus()
  }

  async #send(status?: Status): Promise<void> {
    const composition = this.#composition
    if (!composition?.canSend) return
    const { audience, ticketId } = composition
    const input = composition.input(status)
    if (!emit(this, 'deskhand-reply-submit', { input }, 'intent')) return
    const created = await composition.send(status)
    if (!created) return
    const terms = this.terms(composerTerms)
    const { messages } = this.session ?? {}
    if (created.followUp) {
      messages?.toast({ text: terms.followUpOpened(created.followUp.number), tone: 'success' })
    } else {
      messages?.say(audience === 'internal' ? terms.noteSent : terms.replySent)
    }
    emit(this, 'deskhand-reply-sent', { ticketId, audience, created, status })
  }

  #pressed(event: KeyboardEvent): void {
    if (isComposing(event) || event.defaultPrevented) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void this.#send()
    } else if (event.key === 'Escape' && !this.#menu.isOpen) {
      const { activeElement } = this.shadowRoot ?? {}
      if (activeElement instanceof HTMLElement) activeElement.blur()
    }
  }
}
