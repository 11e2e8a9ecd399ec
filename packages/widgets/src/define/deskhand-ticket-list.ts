import { defineElement } from '../element/define-element.ts'
import { DeskhandTicketList } from '../ticket-list/ticket-list.ts'
import './deskhand-filter-chips.ts'
import './deskhand-filter-panel.ts'
import './deskhand-list-help.ts'
import './deskhand-pager.ts'
import './deskhand-person.ts'
import './deskhand-priority.ts'
import './deskhand-provider.ts'
import './deskhand-slot.ts'
import './deskhand-sort-menu.ts'
import './deskhand-status.ts'
import './deskhand-time.ts'

defineElement('deskhand-ticket-list', DeskhandTicketList)

export { DeskhandTicketList }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-ticket-list': DeskhandTicketList
  }
}
