import { defineElement } from '../element/define-element.ts'
import { DeskhandTagFilter } from '../tags/tag-filter.ts'
import './deskhand-provider.ts'
import './deskhand-tag-picker.ts'

defineElement('deskhand-tag-filter', DeskhandTagFilter)

export { DeskhandTagFilter }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-tag-filter': DeskhandTagFilter
  }
}
