import { defineElement } from '../element/define-element.ts'
import { DeskhandCloseDialog } from '../ticket/close-dialog.ts'
import './deskhand-provider.ts'

defineElement('deskhand-close-dialog', DeskhandCloseDialog)

export { DeskhandCloseDialog }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-close-dialog': DeskhandCloseDialog
  }
}
