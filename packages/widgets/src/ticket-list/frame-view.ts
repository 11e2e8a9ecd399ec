/** What is said in place of rows or above them, and the foot of the list. */
import { html, nothing, type TemplateResult } from 'lit'
import { alertIcon, inboxIcon, searchIcon, userIcon } from '../icons/icons.ts'
import { explainProblem, problemTerms } from '../problems/explain.ts'
import { commonTerms } from '../terms/common.ts'
import type { ListView } from './list-view.ts'
import { listTerms } from './terms.ts'

/** In place of rows, where there are none to show; `undefined` where there are, or will be. */
export function emptyView(view: ListView): TemplateResult | undefined {
  const { session, controller, localizer } = view
  const { list } = controller
  if (session?.status === 'signed-out') {
    const { signedOutHint } = localizer.terms(listTerms)
    return message(userIcon(), localizer.terms(commonTerms).signedOut, signedOutHint)
  }
  if (list.items.length > 0) return undefined
  if (session?.status === 'unavailable') return failure(view, session.error, session.refresh)
  if (list.status === 'failed') return failure(view, list.error, () => list.refresh())
  return list.status === 'ready' && !list.hasPrevious ? nothingThere(view) : undefined
}

function failure(view: ListView, error: unknown, retry: () => Promise<void>): TemplateResult {
  const { localizer, isFiltered } = view
  const { failed } = localizer.terms(listTerms)
  const again = html`<button class="button primary" @click=${retry}>
    ${localizer.terms(commonTerms).retry}
  </button>`
  const actions = [again, isFiltered ? clearButton(view) : nothing]
  return message(alertIcon(), failed, explain(view, error), actions, 'alert')
}

function nothingThere(view: ListView): TemplateResult {
  const { isCustomer, isFiltered, localizer } = view
  const terms = localizer.terms(listTerms)
  if (isFiltered) {
    const { nothingMatches, nothingMatchesHint } = terms
    return message(searchIcon(), nothingMatches, nothingMatchesHint, clearButton(view))
  }
  return message(
    inboxIcon(),
    isCustomer ? terms.nothingYetCustomer : terms.nothingYet,
    isCustomer ? terms.nothingYetCustomerHint : terms.nothingYetHint,
    html`<slot name="empty"></slot>`,
  )
}

function clearButton({ localizer, setFilters }: ListView): TemplateResult {
  return html`<button class="button" @click=${() => setFilters({})}>
    ${localizer.terms(listTerms).clearFilters}
  </button>`
}

function message(
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

/** Above the rows that are shown meanwhile. */
export function noticesView(view: ListView): unknown {
  const { controller, localizer, isOnline, failures } = view
  const { list } = controller
  const { retry, offline } = localizer.terms(commonTerms)
  if (list.items.length === 0) return failures.length > 0 ? failuresView(view) : nothing
  const { notRefreshed } = localizer.terms(listTerms)
  const again = html`<button class="link" @click=${() => list.refresh()}>${retry}</button>`
  const isStale = list.status === 'failed' && isOnline
  return html`
    ${list.status === 'refreshing' ? html`<div class="progress"></div>` : nothing}
    ${isOnline ? nothing : banner(offline)}
    ${isStale ? banner(`${notRefreshed} ${explain(view, list.error)}`, again) : nothing}
    ${failures.length > 0 ? failuresView(view) : nothing}
  `
}

function banner(text: string, action: unknown = nothing): TemplateResult {
  return html`<div class="banner" role="status">${alertIcon()}<span>${text}</span>${action}</div>`
}

function failuresView(view: ListView): TemplateResult {
  const { failures, localizer, dismissFailures } = view
  const terms = localizer.terms(listTerms)
  return html`<div class="banner failures" role="alert">
    ${alertIcon()}
    <div>
      <strong>${terms.notChanged(failures.length)}</strong>
      <ul>
        ${failures.map(
          ({ ticket, error }) => html`<li>
            <span dir="auto">${terms.number(ticket.number)} ${ticket.subject}</span>
            <span class="reason">${explain(view, error)}</span>
          </li>`,
        )}
      </ul>
    </div>
    <button class="link" @click=${dismissFailures}>${localizer.terms(commonTerms).dismiss}</button>
  </div>`
}

export function footView(view: ListView): TemplateResult {
  const { paging, isSelectable, controller } = view
  const isPaged = paging !== 'more'
  return html`<footer>
    <deskhand-list-help ?selectable=${isSelectable}></deskhand-list-help>
    ${isPaged ? pager(view) : controller.list.hasNext ? moreButton(view) : nothing}
  </footer>`
}

function pager({ controller, state, turn }: ListView): TemplateResult {
  const { pageNumber, hasPrevious, hasNext } = controller.list
  return html`<deskhand-pager
    .page=${pageNumber}
    .pageSize=${state.pageSize}
    ?has-previous=${hasPrevious}
    ?has-next=${hasNext}
    @deskhand-page-change=${({ detail }: HTMLElementEventMap['deskhand-page-change']) =>
      turn(detail)}
  ></deskhand-pager>`
}

function moreButton({ controller, localizer, more }: ListView): TemplateResult {
  const isOnItsWay = controller.list.status === 'appending'
  return html`<button class="button more" aria-disabled=${isOnItsWay} @click=${more}>
    ${isOnItsWay ? localizer.terms(commonTerms).loading : localizer.terms(listTerms).loadMore}
  </button>`
}

function explain({ localizer }: ListView, error: unknown): string {
  return explainProblem(error, localizer.terms(problemTerms))
}
