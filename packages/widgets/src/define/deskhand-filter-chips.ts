import { defineElement } from '../element/define-element.ts'
import { DeskhandFilterChips } from '../filters/filter-chips.ts'
import './deskhand-provider.ts'

defineElement('deskhand-filter-chips', DeskhandFilterChips)

export { DeskhandFilterChips }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-filter-chips': DeskhandFilterChips
  }
}
