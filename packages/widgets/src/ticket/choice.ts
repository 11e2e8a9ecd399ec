import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { checkIcon, chevronDownIcon } from '../icons/icons.ts'
import { MenuController } from '../overlay/menu-controller.ts'
import { menuStyles } from '../theme/menus.ts'
import { fieldButtonStyles } from './field-styles.ts'
import { fieldTerms } from './field-terms.ts'

declare global {
  interface HTMLElementEventMap {
    /** One of the choices of a field was taken. */
    'deskhand-choice': CustomEvent<{ readonly value: string }>
  }
}

/** What can be chosen. */
export interface Choice {
  readonly value: string
  readonly text: string
  readonly icon?: TemplateResult | undefined
}

/**
 * A field of a ticket that is changed by a menu. Without choices it is only shown.
 *
 * @internal Part of `<deskhand-ticket>`.
 * @slot - The value that the field has.
 * @fires deskhand-choice - Another value was chosen. Does not bubble.
 * @csspart button - The button that opens the menu.
 */
export class DeskhandTicketChoice extends DeskhandElement {
  static override styles = [DeskhandElement.styles, menuStyles, fieldButtonStyles]
  static override properties: PropertyDeclarations = {
    label: { type: String },
    value: { type: String },
    choices: { attribute: false },
    busy: { type: Boolean, reflect: true },
  }

  /** What the field is called, such as `Status`. */
  declare label: string
  /** The choice that is marked. Default: none. */
  declare value: string
  /** Default: none, the value can't be changed. */
  declare choices: readonly Choice[]
  /** While a change is being saved. Default false. */
  declare busy: boolean

  #menu = new MenuController(this)

  constructor() {
    super()
    this.label = this.value = ''
    this.choices = []
    this.busy = false
  }

  protected override render(): unknown {
    if (this.choices.length === 0) return html`<span class="value"><slot></slot></span>`
    const { named } = this.terms(fieldTerms)
    const { trigger, panel, isOpen, toggle, onTriggerKey, onMenuKey, onToggle } = this.#menu
    return html`<button
        class="value"
        part="button"
        type="button"
        ${ref(trigger)}
        aria-haspopup="menu"
        aria-expanded=${isOpen}
        aria-disabled=${this.busy || nothing}
        @click=${() => this.busy || toggle()}
        @keydown=${(event: KeyboardEvent) => this.busy || onTriggerKey(event)}
      >
        <span class="visually-hidden">${named(this.label)}</span><slot></slot>${chevronDownIcon()}
      </button>
      <div
        class="popover"
        popover
        role="menu"
        aria-label=${this.label}
        ${ref(panel)}
        @toggle=${onToggle}
        @keydown=${onMenuKey}
      >
        ${this.choices.map((choice) => this.#item(choice))}
      </div>`
  }

  #item({ value, text, icon }: Choice): TemplateResult {
    const isChosen = value === this.value
    const choose = () => {
      this.#menu.close()
      this.#menu.trigger.value?.focus()
      if (!isChosen) emit(this, 'deskhand-choice', { value }, 'local')
    }
    return html`<button
      class="menu-item"
      type="button"
      role="menuitemradio"
      aria-checked=${isChosen}
      tabindex="-1"
      @click=${choose}
    >
      ${icon}<span class="text" dir="auto">${text}</span>${isChosen ? checkIcon() : nothing}
    </button>`
  }
}
