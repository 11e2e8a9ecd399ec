import { defineElement } from '../element/define-element.ts'
import { DeskhandPerson } from '../people/person.ts'
import './deskhand-provider.ts'

defineElement('deskhand-person', DeskhandPerson)

export { DeskhandPerson }

declare global {
  interface HTMLElementTagNameMap {
    'deskhand-person': DeskhandPerson
  }
}
