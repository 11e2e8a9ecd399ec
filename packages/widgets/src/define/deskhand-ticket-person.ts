import { defineElement } from '../element/define-element.ts'
import { DeskhandTicketPerson } from '../ticket/person-field.ts'
import './deskhand-person-picker.ts'
import './deskhand-provider.ts'

defineElement('deskhand-ticket-person', DeskhandTicketPerson)

export { DeskhandTicketPerson }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-ticket-person': DeskhandTicketPerson
  }
}
