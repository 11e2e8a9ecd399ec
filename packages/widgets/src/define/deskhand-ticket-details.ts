import { defineElement } from '../element/define-element.ts'
import { DeskhandTicketDetails } from '../ticket/details.ts'
import './deskhand-person.ts'
import './deskhand-priority.ts'
import './deskhand-provider.ts'
import './deskhand-slot.ts'
import './deskhand-status.ts'
import './deskhand-ticket-choice.ts'
import './deskhand-ticket-person.ts'
import './deskhand-time.ts'

defineElement('deskhand-ticket-details', DeskhandTicketDetails)

export { DeskhandTicketDetails }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-ticket-details': DeskhandTicketDetails
  }
}
