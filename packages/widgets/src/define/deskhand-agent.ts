import { DeskhandAgent } from '../agent/agent.ts'
import { defineElement } from '../element/define-element.ts'
import './deskhand-new-ticket.ts'
import './deskhand-provider.ts'
import './deskhand-slot.ts'
import './deskhand-ticket.ts'
import './deskhand-ticket-list.ts'

defineElement('deskhand-agent', DeskhandAgent)

export { DeskhandAgent }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-agent': DeskhandAgent
  }
}
