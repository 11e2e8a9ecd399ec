/** The messages of a ticket with what happened in between. */
import type { Ticket } from '@deskhand/core/client'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { alertIcon, arrowDownIcon } from '../icons/icons.ts'
import type { commonTerms } from '../terms/common.ts'
import type { ConversationEntry } from './conversation.ts'
import { descriptionView, eventView, type MessageWords, replyView } from './message-view.ts'

export interface ConversationView {
  readonly ticket: Ticket
  readonly entries: readonly ConversationEntry[]
  readonly hasEarlier: boolean
  readonly isReadingEarlier: boolean
  readonly error: unknown
  /** The first message that came in while the ticket was shown. */
  readonly firstNewKey: string | undefined
  /** How many of those the person has not seen yet. */
  readonly unseen: number
  readonly words: MessageWords
  readonly common: typeof commonTerms.en
  showEarlier(): void
  showNew(): void
}

export function conversationView(view: ConversationView): TemplateResult {
  const { ticket, entries, words, unseen } = view
  const { terms } = words
  return html`<section class="conversation" part="conversation" aria-label=${terms.conversation}>
    ${descriptionView(ticket, words)} ${earlierView(view)}
    ${repeat(
      entries,
      ({ key }) => key,
      (entry) => html`${
        entry.key === view.firstNewKey
          ? html`<p class="divider"><span>${terms.newDivider}</span></p>`
          : nothing
      }
      <div class="entry" data-key=${entry.key}>${entryView(entry, view)}</div>`,
    )}
    <div class="arrivals">
      ${
        unseen > 0
          ? html`<button class="button primary" type="button" @click=${view.showNew}>
              ${arrowDownIcon()}${terms.newMessages(unseen)}
            </button>`
          : nothing
      }
    </div>
  </section>`
}

function entryView(entry: ConversationEntry, { ticket, words }: ConversationView): unknown {
  return entry.kind === 'reply'
    ? replyView(ticket, entry.reply, words)
    : eventView(entry.event, words)
}

function earlierView(view: ConversationView): unknown {
  const { words, isReadingEarlier } = view
  const failure = view.error
    ? html`<p class="problem" role="alert">${alertIcon()}${words.terms.conversationFailed}</p>`
    : nothing
  if (!view.hasEarlier && !isReadingEarlier) return failure
  return html`<div class="earlier">
    ${failure}
    <button
      class="button"
      type="button"
      aria-disabled=${isReadingEarlier || nothing}
      @click=${view.showEarlier}
    >
      ${isReadingEarlier ? words.terms.loadingEarlier : words.terms.earlier}
    </button>
  </div>`
}
