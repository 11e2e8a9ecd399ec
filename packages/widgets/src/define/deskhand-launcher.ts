import { defineElement } from '../element/define-element.ts'
import { DeskhandLauncher } from '../launcher/launcher.ts'
import './deskhand-provider.ts'

defineElement('deskhand-launcher', DeskhandLauncher)

export { DeskhandLauncher }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-launcher': DeskhandLauncher
  }
}
