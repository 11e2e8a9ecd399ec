import { defineElement } from '../element/define-element.ts'
import { DeskhandTicket } from '../ticket/ticket.ts'
import './deskhand-composer.ts'
import './deskhand-person.ts'
import './deskhand-provider.ts'
import './deskhand-rich-text.ts'
import './deskhand-slot.ts'
import './deskhand-status.ts'
import './deskhand-ticket-details.ts'
import './deskhand-time.ts'

defineElement('deskhand-ticket', DeskhandTicket)

export { DeskhandTicket }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-ticket': DeskhandTicket
  }
}
