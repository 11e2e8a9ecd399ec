import { defineElement } from '../element/define-element.ts'
import { DeskhandTime } from '../time/time.ts'
import './deskhand-provider.ts'

defineElement('deskhand-time', DeskhandTime)

export { DeskhandTime }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-time': DeskhandTime
  }
}
