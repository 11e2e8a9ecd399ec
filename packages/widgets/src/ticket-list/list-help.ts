import { html, type PropertyDeclarations } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { keyboardIcon } from '../icons/icons.ts'
import { PopoverController } from '../overlay/popover-controller.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { menuStyles } from '../theme/menus.ts'
import { helpStyles } from './list-help-styles.ts'
import { listHelpTerms } from './list-help-terms.ts'

type HelpTerm = keyof typeof listHelpTerms.en

const always: readonly (readonly [HelpTerm, ...string[]])[] = [
  ['move', 'j', 'k', '↓', '↑'],
  ['ends', 'Home', 'End'],
  ['open', 'Enter'],
]
const forSelection: typeof always = [
  ['select', 'x'],
  ['range', 'Shift', 'x'],
  ['assign', 'a'],
  ['status', 's'],
  ['clear', 'Esc'],
]

/**
 * The keys of the ticket list, told where they can be used.
 *
 * @internal Part of `<deskhand-ticket-list>`.
 */
export class DeskhandListHelp extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, menuStyles, helpStyles]
  static override properties: PropertyDeclarations = { selectable: { type: Boolean } }

  /** Whether tickets can be selected. Default false. */
  declare selectable: boolean

  #popover = new PopoverController(this)

  constructor() {
    super()
    this.selectable = false
  }

  protected override render(): unknown {
    const terms = this.terms(listHelpTerms)
    const { trigger, panel, isOpen, toggle, onToggle } = this.#popover
    const keys = this.selectable ? [...always, ...forSelection] : always
    return html`<button
        class="button quiet icon-only"
        aria-label=${terms.keyboard}
        title=${terms.keyboard}
        aria-expanded=${isOpen}
        ${ref(trigger)}
        @click=${toggle}
      >
        ${keyboardIcon()}
      </button>
      <div
        class="popover"
        popover
        role="group"
        aria-label=${terms.keyboard}
        ${ref(panel)}
        @toggle=${onToggle}
      >
        <dl>
          ${keys.map(
            ([term, ...names]) =>
              html`<div>
                <dt dir="ltr">${names.map((name) => html`<kbd>${name}</kbd>`)}</dt>
                <dd>${terms[term]}</dd>
              </div>`,
          )}
        </dl>
      </div>`
  }
}
