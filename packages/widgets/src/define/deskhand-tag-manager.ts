import { defineElement } from '../element/define-element.ts'
import { DeskhandTagManager } from '../tag-manager/tag-manager.ts'
import './deskhand-provider.ts'
import './deskhand-tag-picker.ts'

defineElement('deskhand-tag-manager', DeskhandTagManager)

export { DeskhandTagManager }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-tag-manager': DeskhandTagManager
  }
}
