import { defineElement } from '../element/define-element.ts'
import { DeskhandFilterPanel } from '../filters/filter-panel.ts'
import './deskhand-person-picker.ts'
import './deskhand-provider.ts'
import './deskhand-slot.ts'

defineElement('deskhand-filter-panel', DeskhandFilterPanel)

export { DeskhandFilterPanel }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-filter-panel': DeskhandFilterPanel
  }
}
