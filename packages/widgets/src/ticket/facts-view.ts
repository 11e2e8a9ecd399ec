/** Times and metadata of a ticket. */
import type { Metadata, Ticket } from '@deskhand/core/client'
import { html, nothing, type TemplateResult } from 'lit'
import type { Localizer } from '../terms/localizer.ts'
import type { FieldTerms } from './field-terms.ts'

export function factsView(ticket: Ticket, terms: FieldTerms, localizer: Localizer) {
  return html`${timesView(ticket, terms)} ${metadataView(ticket.metadata, terms, localizer)}`
}

function timesView(ticket: Ticket, terms: FieldTerms): TemplateResult {
  const times = [
    [terms.created, ticket.createdAt],
    [terms.firstResponse, ticket.firstResponseAt],
    [terms.waitingSince, ticket.waitingSince],
    [terms.updated, ticket.updatedAt],
    [terms.resolved, ticket.resolvedAt],
    [terms.closed, ticket.closedAt],
  ] as const
  return html`<section class="panel">
    <h3>${terms.times}</h3>
    <dl class="facts-list">
      ${times.map(([label, time]) =>
        time
          ? html`<div class="row">
              <dt>${label}</dt>
              <dd><deskhand-time datetime=${time}></deskhand-time></dd>
            </div>`
          : nothing,
      )}
    </dl>
    ${
      ticket.reopenCount > 0
        ? html`<p class="contact">${terms.reopened(ticket.reopenCount)}</p>`
        : nothing
    }
  </section>`
}

function metadataView(
  metadata: Metadata | undefined,
  terms: FieldTerms,
  localizer: Localizer,
): unknown {
  const entries = Object.entries(metadata ?? {}).filter(([, value]) => value !== null)
  if (entries.length === 0) return nothing
  const textOf = (value: Metadata[string]) => {
    if (typeof value === 'boolean') return value ? terms.yes : terms.no
    return typeof value === 'number' ? localizer.number(value) : value
  }
  return html`<section class="panel">
    <h3>${terms.metadata}</h3>
    <dl class="facts-list">
      ${entries.map(
        ([key, value]) => html`<div class="row">
          <dt dir="auto">${key}</dt>
          <dd dir="auto">${textOf(value)}</dd>
        </div>`,
      )}
    </dl>
  </section>`
}
