import { defineElement } from '../element/define-element.ts'
import { DeskhandLauncherPanel } from '../launcher/launcher-panel.ts'
import './deskhand-new-ticket.ts'
import './deskhand-provider.ts'
import './deskhand-ticket.ts'
import './deskhand-ticket-list.ts'

defineElement('deskhand-launcher-panel', DeskhandLauncherPanel)

export { DeskhandLauncherPanel }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-launcher-panel': DeskhandLauncherPanel
  }
}
