import { defineElement } from '../element/define-element.ts'
import { DeskhandRichText } from '../rich-text/rich-text.ts'
import './deskhand-provider.ts'

defineElement('deskhand-rich-text', DeskhandRichText)

export { DeskhandRichText }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-rich-text': DeskhandRichText
  }
}
