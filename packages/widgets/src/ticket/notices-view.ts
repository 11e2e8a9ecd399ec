/** What a person has to know beside the ticket: conflicts, refusals, a lost connection, no ticket. */
import { HelpdeskApiError } from '@deskhand/core/client'
import { html, nothing, type TemplateResult } from 'lit'
import {
  alertIcon,
  closeIcon,
  type Icon,
  lockIcon,
  refreshIcon,
  searchIcon,
} from '../icons/icons.ts'
import { explainProblem, type problemTerms } from '../problems/explain.ts'
import type { TicketTerms } from './terms.ts'
import type { TicketController, TicketStatus } from './ticket-controller.ts'
import type { TicketConflict, TicketFailure } from './ticket-edits.ts'
import { fieldName, type ValueWords, valueText } from './values.ts'

export interface NoticeWords extends ValueWords {
  readonly terms: TicketTerms
  readonly problems: typeof problemTerms.en
}

/** Above the conversation. */
export function noticesView(
  { edits, isStale, ticket }: TicketController,
  words: NoticeWords,
  { applyMine, dismiss }: { applyMine(): void; dismiss(): void },
): TemplateResult {
  const { conflict, failure } = edits
  const status = ticket && words.states[ticket.status]
  return html`<div class="notices">
    <div role="status">
      ${isStale ? html`<p class="banner" data-tone="amber">${refreshIcon()}${words.terms.stale}</p>` : nothing}
    </div>
    <div role="alert">
      ${conflict ? conflictView(conflict, words, applyMine, dismiss) : nothing}
      ${failure ? failureView(failure, status, words, dismiss) : nothing}
    </div>
  </div>`
}

function conflictView(
  { mine, changes, by }: TicketConflict,
  words: NoticeWords,
  applyMine: () => void,
  dismiss: () => void,
): TemplateResult {
  const { terms } = words
  return html`<div class="banner" data-tone="amber" part="conflict">
    ${alertIcon()}
    <div class="banner-text">
      <strong>${by ? terms.conflictBy(by.name) : terms.conflictTitle}</strong>
      <p>${terms.conflictHint}</p>
      <ul>
        ${changes.map(({ field, from, to }) => {
          const values = [valueText(from, words), valueText(to, words)] as const
          return html`<li>${terms.conflictChange(fieldName(field, words), ...values)}</li>`
        })}
        <li class="mine">
          ${terms.conflictMine(fieldName(mine.field, words), valueText(mine, words))}
        </li>
      </ul>
      <div class="banner-actions">
        <button class="button" type="button" @click=${dismiss}>${terms.keepTheirs}</button>
        <button class="button primary" type="button" @click=${applyMine}>${terms.applyMine}</button>
      </div>
    </div>
  </div>`
}

function failureView(
  { change, error }: TicketFailure,
  status: string | undefined,
  words: NoticeWords,
  dismiss: () => void,
): TemplateResult {
  const isMove =
    error instanceof HelpdeskApiError && error.status === 409 && change?.field === 'status'
  const text =
    isMove && status
      ? words.terms.notPossible(status, valueText(change, words))
      : explainProblem(error, words.problems)
  return html`<div class="banner" data-tone="red">
    ${alertIcon()}
    <p class="banner-text">
      ${change ? html`<strong>${fieldName(change.field, words)}:</strong>` : nothing} ${text}
    </p>
    <button
      class="button quiet icon-only"
      type="button"
      aria-label=${words.common.dismiss}
      @click=${dismiss}
    >
      ${closeIcon()}
    </button>
  </div>`
}

/** In place of a ticket that can't be shown. */
export function absentView(
  status: Extract<TicketStatus, 'missing' | 'forbidden' | 'failed'>,
  error: unknown,
  { terms, problems, common }: NoticeWords,
  retry: () => void,
): TemplateResult {
  const kinds: Readonly<Record<typeof status, readonly [Icon, string, string]>> = {
    missing: [searchIcon, terms.notAvailable, terms.notAvailableHint],
    forbidden: [lockIcon, terms.forbidden, terms.forbiddenHint],
    failed: [alertIcon, terms.loadFailed, explainProblem(error, problems)],
  }
  const [icon, title, hint] = kinds[status]
  return html`<div class="absent" part="absent" role="status">
    <span class="absent-icon">${icon()}</span>
    <h2>${title}</h2>
    <p>${hint}</p>
    ${
      status === 'failed'
        ? html`<button class="button" type="button" @click=${retry}>${refreshIcon()}${common.retry}</button>`
        : nothing
    }
    <slot name="absent"></slot>
  </div>`
}
