import { DeskhandStatus } from '../badges/status.ts'
import { defineElement } from '../element/define-element.ts'
import './deskhand-provider.ts'

defineElement('deskhand-status', DeskhandStatus)

export { DeskhandStatus }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-status': DeskhandStatus
  }
}
