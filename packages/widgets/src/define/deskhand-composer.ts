import { DeskhandComposer } from '../composer/composer.ts'
import { defineElement } from '../element/define-element.ts'
import './deskhand-markdown-field.ts'
import './deskhand-provider.ts'
import './deskhand-slot.ts'

defineElement('deskhand-composer', DeskhandComposer)

export { DeskhandComposer }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-composer': DeskhandComposer
  }
}
