import { defineElement } from '../element/define-element.ts'
import { DeskhandTagBulk } from '../tags/tag-bulk.ts'
import './deskhand-provider.ts'
import './deskhand-tag-picker.ts'

defineElement('deskhand-tag-bulk', DeskhandTagBulk)

export { DeskhandTagBulk }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-tag-bulk': DeskhandTagBulk
  }
}
