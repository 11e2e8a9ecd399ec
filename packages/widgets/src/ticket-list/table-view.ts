/** The tickets as a table, which becomes cards where there is little room. */
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { labelOf } from '../contributions/contribution.ts'
import type { TicketColumnContext } from '../contributions/slots.ts'
import { arrowDownIcon, arrowUpIcon } from '../icons/icons.ts'
import type { Localizer } from '../terms/localizer.ts'
import { type Column, sortOf } from './columns.ts'
import type { TicketListController } from './list-controller.ts'
import type { ListedTicket, SortOrder } from './query.ts'
import { listTerms } from './terms.ts'

export interface TableView {
  readonly controller: TicketListController
  readonly columns: readonly Column[]
  readonly localizer: Localizer
  readonly sort: string
  readonly order: SortOrder
  readonly isSelectable: boolean
  /** The row that is marked; empty for none. */
  readonly current: string
  /** How many rows stand in for what is being loaded; 0 when there is something to show. */
  readonly skeletons: number
  href(ticket: ListedTicket): string | undefined
  onSort(sort: string): void
  onOpen(event: Event, ticket: ListedTicket): void
  onRowClick(event: MouseEvent): void
  onSelect(event: MouseEvent, id: string): void
  onSelectPage(): void
  onKey(event: KeyboardEvent): void
}

export function tableView(view: TableView): TemplateResult {
  const { controller, columns, isSelectable, skeletons } = view
  const { items, status } = controller.list
  const isBusy = status === 'loading' || status === 'refreshing'
  return html`<table role="table" part="table" aria-labelledby="heading" aria-busy=${isBusy} @keydown=${view.onKey}>
    <thead role="rowgroup">
      <tr role="row">
        ${isSelectable ? selectPage(view) : nothing}
        ${columns.map((column) => heading(view, column))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${
        skeletons > 0
          ? Array.from({ length: skeletons }, () => skeletonRow(columns, isSelectable))
          : repeat(
              items,
              ({ id }) => id,
              (ticket) => row(view, ticket),
            )
      }
    </tbody>
  </table>`
}

function selectPage({ controller, localizer, onSelectPage }: TableView): TemplateResult {
  const { selection, selectable } = controller
  const selected = selectable.filter((id) => selection.has(id)).length
  const isAll = selected > 0 && selected === selectable.length
  const { selectPage } = localizer.terms(listTerms)
  return html`<th role="columnheader" scope="col" class="select">
    <label class="check" title=${selectPage}>
      <input
        type="checkbox"
        aria-label=${selectPage}
        .checked=${isAll}
        .indeterminate=${selected > 0 && !isAll}
        ?disabled=${selectable.length === 0}
        @change=${onSelectPage}
      />
      <span class="name">${selectPage}</span>
    </label>
  </th>`
}

export function columnLabel(column: Column, localizer: Localizer): string {
  return typeof column === 'string'
    ? localizer.terms(listTerms)[column]
    : labelOf(column, localizer)
}

function heading(view: TableView, column: Column): TemplateResult {
  const { localizer, sort, order, onSort } = view
  const label = columnLabel(column, localizer)
  const offered = sortOf(column)
  const isSorted = offered !== undefined && offered === sort
  const direction = order === 'asc' ? 'ascending' : 'descending'
  return html`<th
    role="columnheader"
    scope="col"
    class=${classOf(column)}
    title=${typeof column === 'string' ? nothing : label}
    aria-sort=${isSorted ? direction : nothing}
  >
    ${
      offered === undefined
        ? html`<span class="text">${label}</span>`
        : html`<button class="sort" @click=${() => onSort(offered)}>
          <span class="text">${label}</span>${order === 'asc' && isSorted ? arrowUpIcon() : arrowDownIcon()}
        </button>`
    }
  </th>`
}

function row(view: TableView, ticket: ListedTicket): TemplateResult {
  const { controller, columns, isSelectable, localizer } = view
  const { id, subject } = ticket
  const isGone = controller.isGone(id)
  const isSelected = controller.selection.has(id)
  const classes = [
    isSelected ? 'selected' : '',
    isGone ? 'gone' : '',
    controller.isFresh(id) ? 'fresh' : '',
  ]
  return html`<tr role="row" class=${classes.join(' ')} data-id=${id} @click=${view.onRowClick}>
    ${
      isSelectable
        ? html`<td role="cell" class="select">
          <label class="check">
            <input
              type="checkbox"
              aria-label=${localizer.terms(listTerms).select(subject)}
              .checked=${isSelected}
              ?disabled=${isGone}
              @click=${(event: MouseEvent) => view.onSelect(event, id)}
            />
          </label>
        </td>`
        : nothing
    }
    ${columns.map((column) => cell(view, column, ticket))}
  </tr>`
}

function cell(view: TableView, column: Column, ticket: ListedTicket): TemplateResult {
  const { localizer } = view
  const terms = localizer.terms(listTerms)
  if (column === 'subject') return subjectCell(view, ticket)
  if (typeof column !== 'string') {
    return html`<td role="cell" class=${classOf(column)}>
      <span class="name visually-hidden">${columnLabel(column, localizer)}</span>
      <deskhand-slot
        name="ticket-list:column@1"
        only=${column.id}
        .context=${contextOf(ticket)}
      ></deskhand-slot>
    </td>`
  }
  switch (column) {
    case 'status':
      return html`<td role="cell" class="status">
        <deskhand-status status=${ticket.status}></deskhand-status>
      </td>`
    case 'priority':
      return html`<td role="cell" class="priority">
        <deskhand-priority priority=${ticket.priority}></deskhand-priority>
      </td>`
    case 'assignee':
      return html`<td role="cell" class="assignee" title=${ticket.assignee?.name ?? terms.unassigned}>
        ${
          ticket.assignee
            ? html`<deskhand-person .person=${ticket.assignee}></deskhand-person>`
            : html`<span class="nobody">${terms.unassigned}</span>`
        }
      </td>`
    case 'updated':
      return timeCell('updated', ticket.updatedAt)
    case 'created':
      return timeCell('created', ticket.createdAt)
  }
}

function subjectCell(view: TableView, ticket: ListedTicket): TemplateResult {
  const { controller, localizer } = view
  const terms = localizer.terms(listTerms)
  const { id, subject, number, requester, category, side, updatedAt } = ticket
  const isGone = controller.isGone(id)
  const facts = [
    html`<span>${terms.number(number)}</span>`,
    isGone ? html`<span>${terms.gone}</span>` : undefined,
    side === 'agent' && !isGone ? html`<span dir="auto">${requester.name}</span>` : undefined,
    category && !isGone ? html`<span dir="auto">${category.name}</span>` : undefined,
  ]
  return html`<th role="rowheader" scope="row" class="subject">
    ${isGone ? html`<span class="open"><bdi>${subject}</bdi></span>` : opener(view, ticket)}
    <span class="facts">
      ${facts.filter((fact) => fact !== undefined)}
      ${isGone ? nothing : html`<deskhand-time class="when" datetime=${updatedAt}></deskhand-time>`}
    </span>
  </th>`
}

function opener(view: TableView, ticket: ListedTicket): TemplateResult {
  const href = view.href(ticket)
  const open = (event: Event) => view.onOpen(event, ticket)
  const { id, subject } = ticket
  const current = id === view.current || nothing
  return href === undefined
    ? html`<button class="open" part="link" title=${subject} aria-current=${current} @click=${open}><bdi>${subject}</bdi></button>`
    : html`<a class="open" part="link" title=${subject} href=${href} aria-current=${current} @click=${open}><bdi>${subject}</bdi></a>`
}

function timeCell(name: string, time: string): TemplateResult {
  return html`<td role="cell" class=${name}><deskhand-time datetime=${time}></deskhand-time></td>`
}

function skeletonRow(columns: readonly Column[], isSelectable: boolean): TemplateResult {
  return html`<tr class="placeholder" role="row">
    ${isSelectable ? html`<td class="select" role="cell"></td>` : nothing}
    <td role="cell" class="subject" colspan=${columns.length}>
      <span class="skeleton"></span><span class="skeleton short"></span>
    </td>
  </tr>`
}

function classOf(column: Column): string {
  if (typeof column === 'string') return column
  return column.options?.align === 'end' ? 'contributed end' : 'contributed'
}

/** One for each ticket, so that a cell is only drawn again when its ticket has changed. */
const contexts = new WeakMap<ListedTicket, TicketColumnContext>()

function contextOf(ticket: ListedTicket): TicketColumnContext {
  const known = contexts.get(ticket) ?? { ticket }
  contexts.set(ticket, known)
  return known
}
