import { defineElement } from '../element/define-element.ts'
import { DeskhandProvider } from '../provider/provider.ts'

defineElement('deskhand-provider', DeskhandProvider)

export { DeskhandProvider }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-provider': DeskhandProvider
  }
}
