import { defineElement } from '../element/define-element.ts'
import { DeskhandTagPicker } from '../tags/tag-picker.ts'
import './deskhand-provider.ts'

defineElement('deskhand-tag-picker', DeskhandTagPicker)

export { DeskhandTagPicker }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-tag-picker': DeskhandTagPicker
  }
}
