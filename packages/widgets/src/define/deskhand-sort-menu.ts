import { defineElement } from '../element/define-element.ts'
import { DeskhandSortMenu } from '../ticket-list/sort-menu.ts'
import './deskhand-provider.ts'

defineElement('deskhand-sort-menu', DeskhandSortMenu)

export { DeskhandSortMenu }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-sort-menu': DeskhandSortMenu
  }
}
