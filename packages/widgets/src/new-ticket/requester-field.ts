/** Whom a ticket is for: chosen by agents, from the people who are known or by address. */
import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { chevronDownIcon } from '../icons/icons.ts'
import { isComposing } from '../keyboard/is-composing.ts'
import type { PopoverController } from '../overlay/popover-controller.ts'
import type { PersonPickDetail } from '../people/person-picker.ts'
import { fieldProblem } from './field-problem.ts'
import type { newTicketTerms } from './terms.ts'
import type { Requester } from './ticket-form.ts'

export interface RequesterFieldParts {
  readonly popover: PopoverController
  readonly terms: typeof newTicketTerms.en
  readonly requester: Requester | null
  readonly me: { readonly id: string; readonly name: string | null } | undefined
  readonly problem: string | undefined
  choose(requester: Requester | null): void
}

export function requesterField(parts: RequesterFieldParts): TemplateResult {
  const { popover, terms, requester, me, problem, choose } = parts
  const { trigger, panel, isOpen, toggle, onToggle } = popover
  const myself = { id: me?.id ?? '', name: me?.name ?? terms.myself, avatarUrl: null }
  const person = personOf(requester) ?? myself
  return html`<div class="field">
    <span class="label" aria-hidden="true">${terms.requester}</span>
    <button
      type="button"
      class="button requester"
      id="requester"
      ${ref(trigger)}
      aria-haspopup="dialog"
      aria-expanded=${isOpen}
      aria-describedby=${problem ? 'requester-problem' : nothing}
      @click=${toggle}
    >
      <span class="visually-hidden">${terms.requester}</span>
      <deskhand-person .person=${person}></deskhand-person>
      ${requester === null ? html`<span class="quiet-text">(${terms.you})</span>` : nothing}
      <span class="chevron">${chevronDownIcon()}</span>
    </button>
    <div
      class="popover"
      popover
      role="dialog"
      aria-label=${terms.requester}
      ${ref(panel)}
      @toggle=${onToggle}
    >
      ${
        isOpen
          ? html`<deskhand-person-picker
                label=${terms.requester}
                offer-me
                .selectedId=${person.id}
                @deskhand-person-pick=${({ detail }: CustomEvent<PersonPickDetail>) => {
                  popover.close()
                  const isMe = detail.person === null || detail.person.id === me?.id
                  choose(isMe ? null : detail.person)
                }}
              ></deskhand-person-picker
              >${byEmail(parts)}`
          : nothing
      }
    </div>
    ${fieldProblem('requester', problem)}
  </div>`
}

function byEmail({ popover, terms, choose }: RequesterFieldParts): TemplateResult {
  const use = (input: HTMLInputElement) => {
    input.setCustomValidity('')
    if (input.value !== '' && input.checkValidity()) {
      popover.close()
      choose({ email: input.value.trim() })
      return
    }
    input.setCustomValidity(terms.emailRefused)
    input.reportValidity()
  }
  const inputOf = ({ currentTarget }: Event) =>
    (currentTarget as HTMLElement).closest('.by-email')?.querySelector('input') as HTMLInputElement
  return html`<div class="by-email">
    <label class="label" for="email">${terms.byEmail}</label>
    <div class="row">
      <input
        class="input"
        id="email"
        type="email"
        autocomplete="off"
        dir="ltr"
        placeholder=${terms.emailExample}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || isComposing(event)) return
          event.preventDefault()
          use(inputOf(event))
        }}
      />
      <button type="button" class="button" @click=${(event: Event) => use(inputOf(event))}>
        ${terms.useAddress}
      </button>
    </div>
  </div>`
}

function personOf(requester: Requester | null) {
  if (requester === null) return undefined
  if ('id' in requester) return requester
  return { id: requester.email, name: requester.email, avatarUrl: null }
}
