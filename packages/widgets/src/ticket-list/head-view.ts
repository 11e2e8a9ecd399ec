/** The line above the list: what it is, what is new, filters and order. */
import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { arrowUpIcon, checkIcon, filterIcon, keyboardIcon, sortIcon } from '../icons/icons.ts'
import type { MenuController } from '../overlay/menu-controller.ts'
import type { PopoverController } from '../overlay/popover-controller.ts'
import type { Localizer } from '../terms/localizer.ts'
import { type Column, sortOf } from './columns.ts'
import type { SortOrder } from './query.ts'
import { columnLabel } from './table-view.ts'
import { type ListTerms, listTerms } from './terms.ts'

export function newsButton(count: number, pageSize: number, terms: ListTerms, show: () => void) {
  if (count === 0) return nothing
  // The first page tells no more than that it is full of news.
  const text = count < pageSize ? terms.newTickets(count) : terms.newTicketsOver(count - 1)
  return html`<button class="button news" part="news" @click=${show}>${arrowUpIcon()}${text}</button>`
}

export function countText(
  count: { readonly value: number; readonly limit: number } | undefined,
  terms: ListTerms,
): string {
  if (!count) return ''
  const { value, limit } = count
  return value < limit ? terms.count(value) : terms.countOver(limit - 1)
}

/** `count` filters are set. */
export function filterButton(
  popover: PopoverController,
  count: number,
  terms: ListTerms,
  panel: unknown,
): TemplateResult {
  const { trigger, panel: panelRef, isOpen, toggle, onToggle } = popover
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
      ${ref(panelRef)}
      @toggle=${onToggle}
    >
      ${panel}
    </div>`
}

export interface SortView {
  readonly menu: MenuController
  readonly columns: readonly Column[]
  readonly localizer: Localizer
  readonly sort: string
  readonly order: SortOrder
  set(sort: string, order: SortOrder): void
}

export function sortButton(view: SortView): TemplateResult {
  const { menu, columns, localizer } = view
  const { trigger, panel, isOpen, toggle, onToggle, onTriggerKey, onMenuKey } = menu
  const { sortBy } = localizer.terms(listTerms)
  return html`<button
      class="button sorting"
      aria-haspopup="menu"
      aria-expanded=${isOpen}
      title=${sortBy}
      ${ref(trigger)}
      @click=${toggle}
      @keydown=${onTriggerKey}
    >
      ${sortIcon()}<span class="text">${sortBy}</span>
    </button>
    <div
      class="popover"
      popover
      role="menu"
      aria-label=${sortBy}
      ${ref(panel)}
      @toggle=${onToggle}
      @keydown=${onMenuKey}
    >
      ${columns.filter((column) => sortOf(column) !== undefined).map((one) => sortGroup(view, one))}
    </div>`
}

function sortGroup(view: SortView, column: Column): TemplateResult {
  const { localizer } = view
  const terms = localizer.terms(listTerms)
  const label = columnLabel(column, localizer)
  const [descending, ascending] = orderNames(column, terms)
  return html`<div role="group" aria-label=${label}>
    <div class="menu-label" aria-hidden="true">${label}</div>
    ${sortItem(view, column, 'desc', descending)}${sortItem(view, column, 'asc', ascending)}
  </div>`
}

function orderNames(column: Column, terms: ListTerms): readonly [string, string] {
  if (column === 'priority') return [terms.highestFirst, terms.lowestFirst]
  if (typeof column === 'string') return [terms.newestFirst, terms.oldestFirst]
  return [terms.descending, terms.ascending]
}

function sortItem(view: SortView, column: Column, order: SortOrder, text: string): TemplateResult {
  const name = sortOf(column) as string
  const isChosen = view.sort === name && view.order === order
  const choose = () => {
    view.menu.close()
    view.set(name, order)
  }
  return html`<button
    class="menu-item"
    role="menuitemradio"
    aria-checked=${isChosen}
    tabindex="-1"
    @click=${choose}
  >
    <span>${text}</span>${isChosen ? html`<span class="chosen">${checkIcon()}</span>` : nothing}
  </button>`
}

/** The keys, told where they can be used. */
export function keyboardHelp(
  popover: PopoverController,
  terms: ListTerms,
  isSelectable: boolean,
): TemplateResult {
  const { trigger, panel, isOpen, toggle, onToggle } = popover
  const keys: readonly (readonly [readonly string[], string])[] = [
    [['↓', '↑'], terms.keyMove],
    [['j', 'k'], terms.keyMove],
    [['Home', 'End'], terms.keyEnds],
    [['Enter'], terms.keyOpen],
    ...(isSelectable
      ? ([
          [['x'], terms.keySelect],
          [['Shift', 'x'], terms.keyRange],
          [['a'], terms.assign],
          [['s'], terms.setStatus],
          [['Esc'], terms.keyEscape],
        ] as const)
      : []),
  ]
  return html`<button
      class="button quiet icon-only help"
      aria-label=${terms.keyboard}
      title=${terms.keyboard}
      aria-expanded=${isOpen}
      ${ref(trigger)}
      @click=${toggle}
    >
      ${keyboardIcon()}
    </button>
    <div class="popover keys" popover role="group" aria-label=${terms.keyboard} tabindex="-1" ${ref(panel)} @toggle=${onToggle}>
      <dl>
        ${keys.map(
          ([names, text]) =>
            html`<div><dt>${names.map((name) => html`<kbd>${name}</kbd>`)}</dt><dd>${text}</dd></div>`,
        )}
      </dl>
    </div>`
}
