import { html, nothing, type PropertyDeclarations } from 'lit'
import { contributionsTo } from '../contributions/contribution.ts'
import type { FilterFieldContext, TicketListFilters } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { fieldStyles } from '../theme/fields.ts'
import { DateFields } from './date-fields.ts'
import { choiceFields, personField, searchField } from './fields.ts'
import { FilterNames } from './filter-names.ts'
import { type DateField, isEmpty, isSame, withFilters } from './filter-values.ts'
import { panelStyles } from './styles.ts'
import { filterTerms } from './terms.ts'

declare global {
  interface HTMLElementEventMap {
    /** Other filters were chosen. */
    'deskhand-filters-change': CustomEvent<FiltersChangeDetail>
  }
}

export interface FiltersChangeDetail {
  /** All that are set by now. */
  readonly filters: TicketListFilters
}

/**
 * The filters of a ticket list as a column of fields, contributed ones among them. Each change counts at
 * once. Inside of `<deskhand-ticket-list>`, or beside it on a page that keeps both in step.
 *
 * @example
 * panel.addEventListener('deskhand-filters-change', ({ detail }) => { list.filters = detail.filters })
 *
 * @fires deskhand-filters-change - Other filters were chosen. Does not bubble.
 * @csspart field - One field with its label.
 */
export class DeskhandFilterPanel extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, fieldStyles, panelStyles]
  static override properties: PropertyDeclarations = {
    filters: { attribute: false },
    fixedFilters: { attribute: false },
    noTitle: { type: Boolean, attribute: 'no-title' },
  }

  /** What is set, as `client.tickets.list` takes it. Default: nothing. */
  declare filters: TicketListFilters
  /** Filters that are always on: only what they leave open can be chosen. Default: none. */
  declare fixedFilters: TicketListFilters
  /** Leaves the heading out, where there is one around it. Default false. */
  declare noTitle: boolean

  #names = new FilterNames(this, () => this.session?.can('category.read') ?? false)
  #dates = new DateFields(this)
  #context: FilterFieldContext | undefined

  constructor() {
    super()
    this.filters = {}
    this.fixedFilters = {}
    this.noTitle = false
  }

  /** Takes all filters off. */
  clear(): void {
    this.#become({})
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('filters') || !this.#context) {
      this.#context = { filters: this.filters, setFilters: (changes) => this.#set(changes) }
    }
  }

  protected override render(): unknown {
    const terms = this.terms(filterTerms)
    const { session, filters, fixedFilters: fixed, localizer } = this
    const set = (changes: Readonly<Record<string, unknown>>) => this.#set(changes)
    const view = { session, filters, fixed, localizer, names: this.#names, set }
    const setDate = (field: DateField, range: unknown) => this.#set({ [field]: range })
    return html`
      <section aria-label=${terms.filters}>
        <header>
          ${this.noTitle ? nothing : html`<h3>${terms.filters}</h3>`}
          <button
            class="link"
            aria-disabled=${isEmpty(filters)}
            @click=${() => this.clear()}
          >
            ${terms.clearAll}
          </button>
        </header>
        ${session?.has('search') ? searchField(view) : nothing}
        ${choiceFields(view)}
        ${session?.can('person.search') && !fixed.assignee ? personField(view) : nothing}
        ${this.#contributed()}
        ${this.#dates.render(filters, localizer, setDate)}
      </section>
    `
  }

  #contributed(): unknown {
    const context = this.#context as FilterFieldContext
    return contributionsTo(this.session, 'filter-panel:field@1', context).map(
      ({ id }) => html`<div class="field" part="field">
        <deskhand-slot name="filter-panel:field@1" only=${id} .context=${context}></deskhand-slot>
      </div>`,
    )
  }

  #set(changes: Readonly<Record<string, unknown>>): void {
    this.#become(withFilters(this.filters, changes))
  }

  #become(filters: TicketListFilters): void {
    if (isSame(filters, this.filters)) return
    this.filters = filters
    emit(this, 'deskhand-filters-change', { filters }, 'local')
  }
}
