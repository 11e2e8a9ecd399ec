import { defineElement } from '../element/define-element.ts'
import { DeskhandPersonPicker } from '../people/person-picker.ts'
import './deskhand-person.ts'
import './deskhand-provider.ts'

defineElement('deskhand-person-picker', DeskhandPersonPicker)

export { DeskhandPersonPicker }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-person-picker': DeskhandPersonPicker
  }
}
