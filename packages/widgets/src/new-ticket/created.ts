/** What is shown in place of the form once there is a ticket. */
import type { Ticket } from '@deskhand/core/client'
import { html, type TemplateResult } from 'lit'
import { checkIcon } from '../icons/icons.ts'
import type { newTicketTerms } from './terms.ts'

export interface CreatedParts {
  readonly ticket: Ticket
  readonly terms: typeof newTicketTerms.en
  /** Empty for none. */
  readonly href: string
  open(event: Event): void
  another(): void
}

export function createdView({ ticket, terms, href, open, another }: CreatedParts): TemplateResult {
  const { id, number, subject } = ticket
  const address = href.replace('{id}', encodeURIComponent(id)).replace('{number}', String(number))
  return html`<section class="created" part="created" aria-labelledby="created">
    <span class="mark">${checkIcon()}</span>
    <h2 id="created" tabindex="-1">${terms.created(number)}</h2>
    <p class="subject quiet-text" dir="auto">${subject}</p>
    <div class="foot">
      <button type="button" class="button" @click=${another}>${terms.another}</button>
      ${
        address === ''
          ? html`<button type="button" class="button primary" @click=${open}>
              ${terms.open}
            </button>`
          : html`<a class="button primary" href=${address} @click=${open}>${terms.open}</a>`
      }
    </div>
  </section>`
}
