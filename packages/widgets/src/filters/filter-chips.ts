import type { PersonSummary } from '@deskhand/core/client'
import { html, nothing, type PropertyDeclarations } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { TicketListFilters } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { closeIcon } from '../icons/icons.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { chipStyles } from '../theme/chips.ts'
import { type Chip, chipsOf } from './chips.ts'
import { FilterNames } from './filter-names.ts'
import { withFilters } from './filter-values.ts'
import { activeFiltersStyles } from './styles.ts'
import { filterTerms } from './terms.ts'

/**
 * The active filters of a ticket list in words, each and all to be taken off. Nothing where none is active.
 *
 * @internal Part of `<deskhand-ticket-list>`.
 * @fires deskhand-filters-change - A filter was taken off, or all. Does not bubble.
 * @csspart chip - An active filter.
 */
export class DeskhandFilterChips extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, chipStyles, activeFiltersStyles]
  static override properties: PropertyDeclarations = {
    filters: { attribute: false },
    people: { attribute: false },
  }

  /** What is set, as `client.tickets.list` takes it. Default: nothing. */
  declare filters: TicketListFilters
  /** People whose names are known: filters hold only their ids. Default: none. */
  declare people: readonly PersonSummary[]

  #names = new FilterNames(this, () => (this.filters.category ?? []).length > 0)

  constructor() {
    super()
    this.filters = {}
    this.people = []
  }

  protected override render(): unknown {
    const { filters, session, localizer } = this
    const terms = this.terms(filterTerms)
    const chips = chipsOf(filters, session, localizer, {
      categoryName: (id) => this.#names.categoryName(id),
      personName: (id) =>
        (this.#names.person(id) ?? this.people.find((person) => person.id === id))?.name,
    })
    if (chips.length === 0) return nothing
    return html`<ul class="chips" aria-label=${terms.activeFilters}>
        ${repeat(
          chips,
          ({ filters }) => filters.join(),
          (chip) => this.#chip(chip, terms.remove(chip.text)),
        )}
      </ul>
      <button class="link" @click=${() => this.#become({})}>${terms.clearAll}</button>`
  }

  #chip({ text, filters }: Chip, remove: string): unknown {
    const without = Object.fromEntries(filters.map((name) => [name, undefined]))
    return html`<li class="chip" part="chip">
      <span dir="auto" title=${text}>${text}</span>
      <button
        aria-label=${remove}
        title=${remove}
        @click=${() => this.#become(withFilters(this.filters, without))}
      >
        ${closeIcon()}
      </button>
    </li>`
  }

  #become(filters: TicketListFilters): void {
    this.filters = filters
    emit(this, 'deskhand-filters-change', { filters }, 'local')
  }
}
