import { defineElement } from '../element/define-element.ts'
import { DeskhandTagField } from '../tags/tag-field.ts'
import './deskhand-provider.ts'
import './deskhand-tag-picker.ts'

defineElement('deskhand-tag-field', DeskhandTagField)

export { DeskhandTagField }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-tag-field': DeskhandTagField
  }
}
