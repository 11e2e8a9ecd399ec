import { defineElement } from '../element/define-element.ts'
import { DeskhandListHelp } from '../ticket-list/list-help.ts'
import './deskhand-provider.ts'

defineElement('deskhand-list-help', DeskhandListHelp)

export { DeskhandListHelp }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-list-help': DeskhandListHelp
  }
}
