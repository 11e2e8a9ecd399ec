import { defineElement } from '../element/define-element.ts'
import { DeskhandPager } from '../ticket-list/pager.ts'
import './deskhand-provider.ts'

defineElement('deskhand-pager', DeskhandPager)

export { DeskhandPager }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-pager': DeskhandPager
  }
}
