import { defineElement } from '../element/define-element.ts'
import { DeskhandNewTicket } from '../new-ticket/new-ticket.ts'
import './deskhand-markdown-field.ts'
import './deskhand-person-picker.ts'
import './deskhand-person.ts'
import './deskhand-provider.ts'
import './deskhand-slot.ts'

defineElement('deskhand-new-ticket', DeskhandNewTicket)

export { DeskhandNewTicket }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-new-ticket': DeskhandNewTicket
  }
}
