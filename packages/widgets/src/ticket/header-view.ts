/** The head of a ticket: number, subject, state and who opened it. */
import type { Status, Ticket } from '@deskhand/core/client'
import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { checkIcon, chevronDownIcon, editIcon, lockIcon, undoIcon } from '../icons/icons.ts'
import { isComposing } from '../keyboard/is-composing.ts'
import type { commonTerms } from '../terms/common.ts'
import type { SubjectDraft } from './subject-draft.ts'
import type { TicketTerms } from './terms.ts'

export interface HeaderView {
  readonly ticket: Ticket
  readonly terms: TicketTerms
  readonly common: typeof commonTerms.en
  readonly mayEdit: boolean
  readonly isSaving: boolean
  readonly areDetailsOpen: boolean
  readonly draft: SubjectDraft
  save(): void
  cancel(): void
  toggleDetails(): void
  move(status: Status): void
}

export function headerView(view: HeaderView): TemplateResult {
  const { ticket, terms, areDetailsOpen } = view
  const { requester, createdBy } = ticket
  return html`<header class="head" part="header">
    ${
      view.draft.text === undefined
        ? html`<div class="title">
            <h2 class="subject" dir="auto">${ticket.subject}</h2>
            ${view.mayEdit ? editButton(view) : nothing}
          </div>`
        : editor(view)
    }
    <div class="facts">
      <span class="number">${terms.number(String(ticket.number))}</span>
      <deskhand-status status=${ticket.status}></deskhand-status>
      <span class="opened">
        <deskhand-person .person=${createdBy}></deskhand-person>
        ${
          createdBy.id === requester.id
            ? terms.opened
            : html`${terms.openedFor} <deskhand-person .person=${requester}></deskhand-person>`
        }
        <deskhand-time datetime=${ticket.createdAt}></deskhand-time>
      </span>
      ${movesView(view)}
      <button
        class="button quiet details-toggle"
        type="button"
        aria-expanded=${areDetailsOpen}
        aria-controls="details"
        @click=${view.toggleDetails}
      >
        ${terms.details}${chevronDownIcon()}
      </button>
    </div>
  </header>`
}

function editButton({ terms, ticket, draft }: HeaderView): TemplateResult {
  return html`<button
    class="button quiet icon-only"
    type="button"
    aria-label=${terms.editSubject}
    title=${terms.editSubject}
    ${ref(draft.editButton)}
    @click=${() => void draft.begin(ticket)}
  >
    ${editIcon()}
  </button>`
}

function editor(view: HeaderView): TemplateResult {
  const { terms, common, draft, isSaving } = view
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    view.save()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isComposing(event)) return
    event.stopPropagation()
    view.cancel()
  }
  return html`<form class="editor" novalidate @submit=${onSubmit} @keydown=${onKey}>
    <input
      class="input"
      dir="auto"
      maxlength="200"
      required
      aria-label=${terms.subject}
      aria-invalid=${draft.isEmpty}
      aria-describedby="subject-problem"
      .value=${draft.text ?? ''}
      ${ref(draft.input)}
      @input=${(event: InputEvent) => draft.type((event.target as HTMLInputElement).value)}
    />
    <button class="button primary" aria-disabled=${isSaving || nothing}>${common.save}</button>
    <button class="button" type="button" @click=${view.cancel}>${common.cancel}</button>
    <p class="problem" id="subject-problem">${draft.isEmpty ? terms.subjectMissing : nothing}</p>
  </form>`
}

/** What a customer may do with their ticket, as buttons. The team has a menu. */
function movesView({ ticket, terms, isSaving, move }: HeaderView): unknown {
  if (ticket.side !== 'customer') return nothing
  const moves = [
    { status: 'resolved', text: terms.resolve, icon: checkIcon },
    { status: 'open', text: terms.reopen, icon: undoIcon },
    { status: 'closed', text: terms.confirmClose, icon: lockIcon },
  ] as const
  const allowed = moves.filter(({ status }) => ticket.allowedTransitions.includes(status))
  if (allowed.length === 0) return nothing
  return html`<span class="moves">
    ${allowed.map(
      ({ status, text, icon }) => html`<button
        class="button"
        type="button"
        aria-disabled=${isSaving || nothing}
        @click=${() => isSaving || move(status)}
      >
        ${icon()}${text}
      </button>`,
    )}
  </span>`
}
