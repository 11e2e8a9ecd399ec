import { defineElement } from '../element/define-element.ts'
import { DeskhandTags } from '../tags/tags.ts'
import './deskhand-provider.ts'
import './deskhand-tag-picker.ts'

defineElement('deskhand-tags', DeskhandTags)

export { DeskhandTags }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-tags': DeskhandTags
  }
}
