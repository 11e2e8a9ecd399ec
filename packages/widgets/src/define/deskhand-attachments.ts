import { DeskhandAttachments } from '../attachments/attachment-list.ts'
import { defineElement } from '../element/define-element.ts'
import './deskhand-provider.ts'

defineElement('deskhand-attachments', DeskhandAttachments)

export { DeskhandAttachments }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-attachments': DeskhandAttachments
  }
}
