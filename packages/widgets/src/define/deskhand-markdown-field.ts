import { defineElement } from '../element/define-element.ts'
import { DeskhandMarkdownField } from '../markdown/markdown-field.ts'
import './deskhand-provider.ts'
import './deskhand-rich-text.ts'

defineElement('deskhand-markdown-field', DeskhandMarkdownField)

export { DeskhandMarkdownField }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-markdown-field': DeskhandMarkdownField
  }
}
