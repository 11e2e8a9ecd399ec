import { defineElement } from '../element/define-element.ts'
import { DeskhandTicketChoice } from '../ticket/choice.ts'
import { DeskhandCloseDialog } from '../ticket/close-dialog.ts'
import { DeskhandTicketPerson } from '../ticket/person-field.ts'
import { DeskhandTicket } from '../ticket/ticket.ts'
import './deskhand-composer.ts'
import './deskhand-person-picker.ts'
import './deskhand-person.ts'
import './deskhand-priority.ts'
import './deskhand-provider.ts'
import './deskhand-rich-text.ts'
import './deskhand-slot.ts'
import './deskhand-status.ts'
import './deskhand-time.ts'

defineElement('deskhand-close-dialog', DeskhandCloseDialog)
defineElement('deskhand-ticket-choice', DeskhandTicketChoice)
defineElement('deskhand-ticket-person', DeskhandTicketPerson)
defineElement('deskhand-ticket', DeskhandTicket)

export { DeskhandCloseDialog, DeskhandTicket, DeskhandTicketChoice, DeskhandTicketPerson }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-close-dialog': DeskhandCloseDialog
    'deskhand-ticket': DeskhandTicket
    'deskhand-ticket-choice': DeskhandTicketChoice
    'deskhand-ticket-person': DeskhandTicketPerson
  }
}
