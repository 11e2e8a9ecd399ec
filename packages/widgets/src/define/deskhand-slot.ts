import { DeskhandSlot } from '../contributions/slot.ts'
import { defineElement } from '../element/define-element.ts'
import './deskhand-provider.ts'

defineElement('deskhand-slot', DeskhandSlot)

export { DeskhandSlot }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-slot': DeskhandSlot
  }
}
