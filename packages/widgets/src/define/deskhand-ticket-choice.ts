import { defineElement } from '../element/define-element.ts'
import { DeskhandTicketChoice } from '../ticket/choice.ts'
import './deskhand-provider.ts'

defineElement('deskhand-ticket-choice', DeskhandTicketChoice)

export { DeskhandTicketChoice }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-ticket-choice': DeskhandTicketChoice
  }
}
