import { defineElement } from '../element/define-element.ts'
import { DeskhandPortal } from '../portal/portal.ts'
import './deskhand-new-ticket.ts'
import './deskhand-provider.ts'
import './deskhand-ticket.ts'
import './deskhand-ticket-list.ts'

defineElement('deskhand-portal', DeskhandPortal)

export { DeskhandPortal }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-portal': DeskhandPortal
  }
}
