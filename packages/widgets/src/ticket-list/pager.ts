import { html, type PropertyDeclarations, type TemplateResult } from 'lit'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { chevronLeftIcon, chevronRightIcon } from '../icons/icons.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { fieldStyles } from '../theme/fields.ts'
import { pageSizes } from './page-sizes.ts'
import { pagerStyles } from './pager-styles.ts'
import { pagerTerms } from './pager-terms.ts'

declare global {
  interface HTMLElementEventMap {
    /** Another page is wanted, or larger ones. */
    'deskhand-page-change': CustomEvent<PageChangeDetail>
  }
}

export type PageChangeDetail = { readonly to: 'previous' | 'next' } | { readonly pageSize: number }

/**
 * Turns the pages of a list that is read by key: forward and back.
 *
 * @internal Part of `<deskhand-ticket-list>`.
 * @fires deskhand-page-change - Another page is wanted, or larger ones. Does not bubble.
 */
export class DeskhandPager extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, fieldStyles, pagerStyles]
  static override properties: PropertyDeclarations = {
    page: { type: Number },
    pageSize: { type: Number, attribute: 'page-size' },
    hasPrevious: { type: Boolean, attribute: 'has-previous' },
    hasNext: { type: Boolean, attribute: 'has-next' },
  }

  /** The number of the page that is shown, counted from 1. */
  declare page: number
  /** Default 25. */
  declare pageSize: number
  /** Whether there is a page before this one. Default false. */
  declare hasPrevious: boolean
  /** Whether there is a page after this one. Default false. */
  declare hasNext: boolean

  constructor() {
    super()
    this.page = 1
    this.pageSize = 25
    this.hasPrevious = false
    this.hasNext = false
  }

  protected override render(): unknown {
    const terms = this.terms(pagerTerms)
    const { localizer, pageSize, hasPrevious, hasNext } = this
    const sizes = [...new Set([...pageSizes, pageSize])].sort((a, b) => a - b)
    return html`<label class="size">
        <span>${terms.pageSize}</span>
        <select class="input" @change=${this.#onSize}>
          ${sizes.map(
            (size) => html`<option value=${size} .selected=${size === pageSize}>
              ${localizer.number(size)}
            </option>`,
          )}
        </select>
      </label>
      <div class="turn" role="group" aria-label=${terms.pages}>
        ${this.#button('previous', terms.previous, chevronLeftIcon(), hasPrevious)}
        <span class="page">${terms.page(this.page)}</span>
        ${this.#button('next', terms.next, chevronRightIcon(), hasNext)}
      </div>`
  }

  /** Keeps the focus at the ends, so that it is not disabled there. */
  #button(to: 'previous' | 'next', label: string, icon: TemplateResult, isPossible: boolean) {
    const turn = () => isPossible && emit(this, 'deskhand-page-change', { to }, 'local')
    return html`<button
      class="button icon-only"
      aria-label=${label}
      title=${label}
      aria-disabled=${!isPossible}
      @click=${turn}
    >
      ${icon}
    </button>`
  }

  #onSize(event: Event): void {
    const pageSize = Number((event.target as HTMLSelectElement).value)
    emit(this, 'deskhand-page-change', { pageSize }, 'local')
  }
}
