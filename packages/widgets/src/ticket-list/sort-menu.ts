import { html, nothing, type PropertyDeclarations } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { checkIcon, sortIcon } from '../icons/icons.ts'
import { MenuController } from '../overlay/menu-controller.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { menuStyles } from '../theme/menus.ts'
import { sortMenuStyles } from './sort-menu-styles.ts'
import { sortTerms } from './sort-terms.ts'

declare global {
  interface HTMLElementEventMap {
    /** Another order was chosen. */
    'deskhand-sort-change': CustomEvent<SortChangeDetail>
  }
}

export interface SortChangeDetail {
  readonly sort: string
  readonly order: 'asc' | 'desc'
}

export interface SortOption {
  /** As the list calls it, such as `updated`. */
  readonly name: string
  readonly label: string
  /** How the two orders are called: by age, by rank or just up and down. */
  readonly kind: 'time' | 'rank' | 'other'
}

/**
 * The order of a list as a menu, for where there are no headings.
 *
 * @internal Part of `<deskhand-ticket-list>`.
 * @fires deskhand-sort-change - Another order was chosen. Does not bubble.
 * @csspart button - The button.
 * @csspart text - The text in the button.
 */
export class DeskhandSortMenu extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, menuStyles, sortMenuStyles]
  static override properties: PropertyDeclarations = {
    options: { attribute: false },
    sort: { type: String },
    order: { type: String },
  }

  /** What can be sorted by. */
  declare options: readonly SortOption[]
  /** The name of the option that is on. */
  declare sort: string
  /** Default `desc`. */
  declare order: 'asc' | 'desc'

  #menu = new MenuController(this, { align: 'end' })

  constructor() {
    super()
    this.options = []
    this.sort = ''
    this.order = 'desc'
  }

  protected override render(): unknown {
    const { sort } = this.terms(sortTerms)
    const { trigger, panel, isOpen, toggle, onToggle, onTriggerKey, onMenuKey } = this.#menu
    return html`<button
        class="button"
        part="button"
        aria-haspopup="menu"
        aria-expanded=${isOpen}
        title=${sort}
        ${ref(trigger)}
        @click=${toggle}
        @keydown=${onTriggerKey}
      >
        ${sortIcon()}<span class="text" part="text">${sort}</span>
      </button>
      <div
        class="popover"
        popover
        role="menu"
        aria-label=${sort}
        ${ref(panel)}
        @toggle=${onToggle}
        @keydown=${onMenuKey}
      >
        ${this.options.map(
          (option) => html`<div role="group" aria-label=${option.label}>
            <div class="menu-label" aria-hidden="true">${option.label}</div>
            ${this.#item(option, 'desc')}${this.#item(option, 'asc')}
          </div>`,
        )}
      </div>`
  }

  #item({ name, kind }: SortOption, order: 'asc' | 'desc'): unknown {
    const isChosen = this.sort === name && this.order === order
    const text = this.terms(sortTerms)[`${kind}${order === 'asc' ? 'Asc' : 'Desc'}`]
    return html`<button
      class="menu-item"
      role="menuitemradio"
      aria-checked=${isChosen}
      tabindex="-1"
      @click=${() => this.#choose(name, order)}
    >
      <span>${text}</span>${isChosen ? html`<span class="chosen">${checkIcon()}</span>` : nothing}
    </button>`
  }

  #choose(sort: string, order: 'asc' | 'desc'): void {
    this.#menu.close()
    emit(this, 'deskhand-sort-change', { sort, order }, 'local')
  }
}
