/** The end of the form: the button that creates, and why it has to wait. */
import { html, nothing, type TemplateResult } from 'lit'
import type { newTicketTerms } from './terms.ts'
import type { TicketForm } from './ticket-form.ts'

export function footView(
  { isSending, holds }: TicketForm,
  terms: typeof newTicketTerms.en,
  isDisabled: boolean,
): TemplateResult {
  const reason = isSending ? undefined : holds.reason
  const isLocked = isSending || reason !== undefined || isDisabled
  return html`<div class="foot">
    <span class="hint" role="status">${reason}</span>
    <button
      class="button primary large"
      part="submit"
      aria-disabled=${isLocked ? 'true' : nothing}
    >
      ${isSending ? terms.creating : terms.create}
    </button>
  </div>`
}
