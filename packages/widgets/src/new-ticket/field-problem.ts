import { html, nothing } from 'lit'
import { alertIcon } from '../icons/icons.ts'
import type { TicketField } from './ticket-form.ts'

/** Below a field, whose `aria-describedby` names it. */
export function fieldProblem(field: TicketField, text: string | undefined): unknown {
  if (!text) return nothing
  return html`<p class="problem" id="${field}-problem">${alertIcon()}${text}</p>`
}
