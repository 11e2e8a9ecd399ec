import { DeskhandUpload } from '../attachments/upload-field.ts'
import { defineElement } from '../element/define-element.ts'
import './deskhand-provider.ts'

defineElement('deskhand-upload', DeskhandUpload)

export { DeskhandUpload }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-upload': DeskhandUpload
  }
}
