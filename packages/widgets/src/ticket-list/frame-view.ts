/** What stands around the table: notices, empty states and the foot. */
import { html, nothing, type TemplateResult } from 'lit'
import {
  alertIcon,
  chevronLeftIcon,
  chevronRightIcon,
  inboxIcon,
  searchIcon,
} from '../icons/icons.ts'
import type { KeysetList } from '../lists/keyset-list.ts'
import { explainProblem, problemTerms } from '../problems/explain.ts'
import { commonTerms, type Localizer } from '../terms/localizer.ts'
import { pageSizes } from './list-state.ts'
import type { ListedTicket } from './query.ts'
import { listTerms } from './terms.ts'

export interface EmptyView {
  readonly localizer: Localizer
  readonly isCustomer: boolean
  /** Whether there are filters that could be taken off. */
  readonly isFiltered: boolean
  clearFilters(): void
}

export function emptyView({ localizer, isCustomer, isFiltered, clearFilters }: EmptyView) {
  const terms = localizer.terms(listTerms)
  if (isFiltered) {
    const clear = html`<button class="button" @click=${clearFilters}>${terms.clearFilters}</button>`
    return messageView(searchIcon(), terms.nothingMatches, terms.nothingMatchesHint, clear)
  }
  return messageView(
    inboxIcon(),
    isCustomer ? terms.nothingYetCustomer : terms.nothingYet,
    isCustomer ? terms.nothingYetCustomerHint : terms.nothingYetHint,
    html`<slot name="empty"></slot>`,
  )
}

export function failureView(
  error: unknown,
  localizer: Localizer,
  retry: () => void,
  clearFilters: (() => void) | undefined,
): TemplateResult {
  const { failed, clearFilters: clear } = localizer.terms(listTerms)
  const actions = html`<button class="button primary" @click=${retry}>
      ${localizer.terms(commonTerms).retry}
    </button>
    ${clearFilters ? html`<button class="button" @click=${clearFilters}>${clear}</button>` : nothing}`
  return messageView(
    alertIcon(),
    failed,
    explainProblem(error, localizer.terms(problemTerms)),
    actions,
    'alert',
  )
}

export function messageView(
  icon: TemplateResult,
  title: string,
  hint: string,
  actions: unknown = nothing,
  role: 'status' | 'alert' = 'status',
): TemplateResult {
  return html`<div class="message" part="message" role=${role}>
    <span class="emblem">${icon}</span>
    <p class="title">${title}</p>
    <p class="hint">${hint}</p>
    <div class="actions">${actions}</div>
  </div>`
}

/** One line above the rows that are shown meanwhile. */
export function bannerView(text: string, retry?: { label: string; run(): void }): TemplateResult {
  return html`<div class="banner" role="status">
    ${alertIcon()}<span>${text}</span>
    ${retry ? html`<button class="link" @click=${retry.run}>${retry.label}</button>` : nothing}
  </div>`
}

export interface FootView {
  readonly localizer: Localizer
  readonly list: KeysetList<ListedTicket>
  readonly paging: 'pages' | 'more'
  readonly pageSize: number
  /** Shown at the start: the help for the keyboard. */
  readonly help: unknown
  setPageSize(size: number): void
  previous(): void
  next(): void
  more(): void
}

export function footView(view: FootView): TemplateResult {
  const { localizer, list, paging, help } = view
  const terms = localizer.terms(listTerms)
  if (paging === 'more') {
    return html`<footer>
      ${help}
      ${
        list.hasNext
          ? html`<button class="button more" aria-disabled=${list.status === 'appending'} @click=${view.more}>
            ${list.status === 'appending' ? localizer.terms(commonTerms).loading : terms.loadMore}
          </button>`
          : nothing
      }
    </footer>`
  }
  const turn = (label: string, icon: TemplateResult, isPossible: boolean, run: () => void) =>
    html`<button
      class="button icon-only"
      aria-label=${label}
      title=${label}
      aria-disabled=${!isPossible}
      @click=${isPossible ? run : nothing}
    >
      ${icon}
    </button>`
  return html`<footer>
    ${help}
    <label class="size">
      <span>${terms.pageSize}</span>
      <select
        class="input"
        @change=${(event: Event) => view.setPageSize(Number((event.target as HTMLSelectElement).value))}
      >
        ${sizesWith(view.pageSize).map(
          (size) =>
            html`<option value=${size} .selected=${size === view.pageSize}>${size}</option>`,
        )}
      </select>
    </label>
    <nav aria-label=${terms.pages}>
      ${turn(terms.previous, chevronLeftIcon(), list.hasPrevious, view.previous)}
      <span class="page">${terms.page(list.pageNumber)}</span>
      ${turn(terms.next, chevronRightIcon(), list.hasNext, view.next)}
    </nav>
  </footer>`
}

function sizesWith(size: number): readonly number[] {
  return [...new Set([...pageSizes, size])].sort((a, b) => a - b)
}
