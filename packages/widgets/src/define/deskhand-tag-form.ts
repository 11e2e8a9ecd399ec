import { defineElement } from '../element/define-element.ts'
import { DeskhandTagForm } from '../tag-manager/tag-form.ts'
import './deskhand-provider.ts'

defineElement('deskhand-tag-form', DeskhandTagForm)

export { DeskhandTagForm }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-tag-form': DeskhandTagForm
  }
}
