import { defineElement } from '../element/define-element.ts'
import { DeskhandTagColumn } from '../tags/tag-column.ts'
import './deskhand-provider.ts'

defineElement('deskhand-tag-column', DeskhandTagColumn)

export { DeskhandTagColumn }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-tag-column': DeskhandTagColumn
  }
}
