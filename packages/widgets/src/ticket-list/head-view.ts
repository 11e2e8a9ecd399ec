/** The lines above the list: what it is, what is new, filters and order, or what to do with the selected. */
import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { arrowUpIcon, filterIcon } from '../icons/icons.ts'
import { sortOf } from './columns.ts'
import type { ListView } from './list-view.ts'
import type { SortOption } from './sort-menu.ts'
import { columnLabel } from './table-view.ts'
import { type ListTerms, listTerms } from './terms.ts'

type FiltersChange = HTMLElementEventMap['deskhand-filters-change']

export function headView(view: ListView): TemplateResult {
  const { controller, heading, isCustomer, localizer, session } = view
  const terms = localizer.terms(listTerms)
  const { selected } = controller
  const isSelecting = selected.length > 0
  const isSignedOut = session?.status === 'signed-out'
  const name = heading || (isCustomer ? terms.myTickets : terms.tickets)
  return html`<div class=${isSelecting ? 'head selecting' : 'head'} part="head">
    <div class=${isSelecting ? 'visually-hidden' : 'called'}>
      <h2 id="heading" part="heading">${name}</h2>
      ${isSelecting || isSignedOut ? nothing : countView(view, terms)}
    </div>
    ${
      isSelecting
        ? html`<deskhand-bulk-bar
            .tickets=${selected}
            @deskhand-selection-clear=${view.clearSelection}
            @deskhand-tickets-changed=${view.onTicketsChanged}
          ></deskhand-bulk-bar>`
        : isSignedOut
          ? nothing
          : tools(view, terms)
    }
  </div>`
}

/** The active filters, where there are any. */
export function chipsView({ hasFilters, isFiltered, state, controller, setFilters }: ListView) {
  if (!hasFilters || !isFiltered) return nothing
  return html`<deskhand-filter-chips
    exportparts="chip"
    .filters=${state.filters}
    .people=${controller.list.items.flatMap(({ assignee }) => assignee ?? [])}
    @deskhand-filters-change=${({ detail }: FiltersChange) => setFilters(detail.filters)}
  ></deskhand-filter-chips>`
}

function tools(view: ListView, terms: ListTerms): TemplateResult {
  const { state, hasFilters, change } = view
  return html`<div class="tools">
      ${newsButton(view, terms)} ${hasFilters ? filterButton(view, terms) : nothing}
      <deskhand-sort-menu
        .options=${sortOptions(view)}
        sort=${state.sort}
        order=${state.order}
        @deskhand-sort-change=${(event: HTMLElementEventMap['deskhand-sort-change']) =>
          change(event.detail)}
      ></deskhand-sort-menu>
      <slot name="actions"></slot>
    </div>`
}

function countView({ controller }: ListView, terms: ListTerms): TemplateResult {
  return html`<span class="count" role="status">${countText(controller.list.count, terms)}</span>`
}

function countText(
  count: { readonly value: number; readonly limit: number } | undefined,
  terms: ListTerms,
): string {
  if (!count) return ''
  const { value, limit } = count
  return value < limit ? terms.count(value) : terms.countOver(limit - 1)
}

function newsButton({ controller, state, showNews }: ListView, terms: ListTerms): unknown {
  const { newCount } = controller
  if (newCount === 0) return nothing
  // The first page tells no more than that it is full of news.
  const isKnown = newCount < state.pageSize
  const text = isKnown ? terms.newTickets(newCount) : terms.newTicketsOver(newCount - 1)
  return html`<button class="button news" part="news" @click=${showNews}>
    ${arrowUpIcon()}${text}
  </button>`
}

function filterButton({ filtering, state, fixedFilters, setFilters }: ListView, terms: ListTerms) {
  const { trigger, panel, isOpen, toggle, onToggle } = filtering
  const count = Object.keys(state.filters).length
  return html`<button
      class="button"
      aria-haspopup="dialog"
      aria-expanded=${isOpen}
      title=${terms.filters}
      ${ref(trigger)}
      @click=${toggle}
    >
      ${filterIcon()}<span class="text">${terms.filters}</span>
      ${count > 0 ? html`<span class="badge">${count}</span>` : nothing}
    </button>
    <div
      class="popover filters"
      popover
      role="dialog"
      aria-label=${terms.filters}
      ${ref(panel)}
      @toggle=${onToggle}
    >
      <deskhand-filter-panel
        .filters=${state.filters}
        .fixedFilters=${fixedFilters}
        @deskhand-filters-change=${({ detail }: FiltersChange) => setFilters(detail.filters)}
      ></deskhand-filter-panel>
    </div>`
}

function sortOptions({ columns, localizer }: ListView): readonly SortOption[] {
  const options: SortOption[] = []
  for (const column of columns) {
    const name = sortOf(column)
    if (name === undefined) continue
    const kind = column === 'priority' ? 'rank' : typeof column === 'string' ? 'time' : 'other'
    options.push({ name, label: columnLabel(column, localizer), kind })
  }
  return options
}
