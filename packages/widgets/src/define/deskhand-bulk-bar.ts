import { defineElement } from '../element/define-element.ts'
import { DeskhandBulkBar } from '../ticket-list/bulk-bar.ts'
import './deskhand-person-picker.ts'
import './deskhand-provider.ts'
import './deskhand-slot.ts'

defineElement('deskhand-bulk-bar', DeskhandBulkBar)

export { DeskhandBulkBar }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-bulk-bar': DeskhandBulkBar
  }
}
