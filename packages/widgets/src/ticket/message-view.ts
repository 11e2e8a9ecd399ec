/** One message of the conversation: the description, a reply, a note; or a quiet line for an event. */
import type { PersonSummary, Ticket, TicketEvent } from '@deskhand/core/client'
import { html, nothing, type TemplateResult } from 'lit'
import { lockIcon, trashIcon } from '../icons/icons.ts'
import type { ShownReply } from './conversation.ts'
import { type EventWords, tellEvent } from './events.ts'

export interface MessageWords extends EventWords {
  /** Who reads it. */
  readonly viewerId: string | undefined
}

interface Message {
  readonly author: PersonSummary
  readonly side: 'agent' | 'customer' | 'system'
  readonly isNote: boolean
  readonly html: string
  readonly createdAt: string
  readonly editedAt: string | null
  readonly isDeleted: boolean
}

/** What the ticket says, as its first message. */
export function descriptionView(ticket: Ticket, words: MessageWords): TemplateResult {
  const { requester, createdBy, descriptionHtml, createdAt } = ticket
  const message: Message = {
    author: requester,
    side: 'customer',
    isNote: false,
    html: descriptionHtml,
    createdAt,
    editedAt: null,
    isDeleted: false,
  }
  const { terms } = words
  const by = createdBy.id === requester.id ? undefined : terms.via(createdBy.name)
  return messageView(message, { ticket, reply: null }, words, by)
}

export function replyView(ticket: Ticket, reply: ShownReply, words: MessageWords): TemplateResult {
  const { author, side, audience, bodyHtml, createdAt, editedAt, deletedAt } = reply
  const message: Message = {
    author,
    side,
    isNote: audience === 'internal',
    html: bodyHtml,
    createdAt,
    editedAt,
    isDeleted: deletedAt !== null,
  }
  return messageView(message, { ticket, reply }, words)
}

function messageView(
  message: Message,
  context: { readonly ticket: Ticket; readonly reply: ShownReply | null },
  words: MessageWords,
  by?: string,
): TemplateResult {
  const { author, isNote, isDeleted, createdAt, editedAt } = message
  const { terms } = words
  const name = message.side === 'system' ? terms.system : author.name
  if (isDeleted) return deletedView(message, name, words)
  return html`<article
    class="message"
    part=${isNote ? 'message note' : 'message'}
    data-kind=${isNote ? 'note' : message.side}
    aria-label=${isNote ? terms.noteOf(name) : terms.messageOf(name)}
  >
    <deskhand-person class="face" .person=${author} compact large aria-hidden="true"></deskhand-person>
    <header>
      ${isNote ? html`<span class="note-mark" title=${terms.noteHint}>${lockIcon()}${terms.internalNote}</span>` : nothing}
      <span class="author" dir="auto">${name}</span>
      ${isNote ? nothing : html`<span class="side">${by ?? sideOf(message, words)}</span>`}
      <span class="when">
        <deskhand-time datetime=${createdAt}></deskhand-time>${
          editedAt ? html`<span class="edited" title=${editedAt}>(${terms.edited})</span>` : nothing
        }
      </span>
      <span class="actions">
        <deskhand-slot name="reply:actions@1" .context=${context}></deskhand-slot>
      </span>
    </header>
    <deskhand-rich-text .html=${message.html}></deskhand-rich-text>
    <div class="footer">
      <deskhand-slot name="reply:footer@1" .context=${context}></deskhand-slot>
    </div>
  </article>`
}

function deletedView({ isNote, createdAt }: Message, name: string, { terms }: MessageWords) {
  return html`<div class="event deleted">
    <span class="event-icon">${trashIcon()}</span>
    <p>
      <span dir="auto">${name}</span>: ${isNote ? terms.deletedNote : terms.deletedReply}
      <deskhand-time datetime=${createdAt}></deskhand-time>
    </p>
  </div>`
}

function sideOf({ author, side }: Message, { terms, viewerId }: MessageWords): string {
  if (author.id === viewerId) return terms.you
  if (side === 'system') return terms.sideSystem
  return side === 'agent' ? terms.sideAgent : terms.sideCustomer
}

export function eventView(event: TicketEvent, words: MessageWords): unknown {
  const told = tellEvent(event, words)
  if (!told) return nothing
  return html`<div class="event">
    <span class="event-icon">${told.icon}</span>
    <p>
      <span dir="auto">${told.text}</span>
      <deskhand-time datetime=${event.createdAt}></deskhand-time>
    </p>
  </div>`
}
