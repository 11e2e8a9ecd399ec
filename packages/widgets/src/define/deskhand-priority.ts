import { DeskhandPriority } from '../badges/priority.ts'
import { defineElement } from '../element/define-element.ts'
import './deskhand-provider.ts'

defineElement('deskhand-priority', DeskhandPriority)

export { DeskhandPriority }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-priority': DeskhandPriority
  }
}
