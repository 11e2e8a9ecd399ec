/** The event log in words. */
import type { Page, Status, TicketEvent } from '@deskhand/core'
import { html } from 'hono/html'
import { findPerson } from '../../people/people.ts'
import { teamName } from '../../people/teams.ts'
import { moment, statusNames } from '../format.ts'
import type { Html } from '../html.ts'

export function history({ data }: Page<TicketEvent>): Html {
  return html`<details class="history">
    <summary>History, ${data.length} ${data.length === 1 ? 'event' : 'events'}</summary>
    <ol>${data.map((event) => html`<li><strong>${event.actor.name}</strong> ${deed(event)} <span class="quiet">${moment(event.createdAt)}</span></li>`)}</ol>
  </details>`
}

/** What an event of a type this page does not know shows is its name. */
function deed({ type, data: { from, to, fields } }: TicketEvent): string {
  switch (type) {
    case 'ticket.created':
      return 'opened the ticket'
    case 'ticket.assigned':
      return `assigned it to ${nameOf(to)}`
    case 'ticket.unassigned':
      return `took it from ${nameOf(from)}`
    case 'ticket.transferred':
      return `handed it to the team ${teamName(String(to))}`
    case 'ticket.transitioned':
      return `moved it from ${stateOf(from)} to ${stateOf(to)}`
    case 'ticket.reopened':
      return 'reopened it'
    case 'ticket.updated':
      return `changed ${Array.isArray(fields) ? fields.join(', ') : 'it'}`
    case 'reply.created':
      return 'replied'
    case 'tags.added':
      return 'added tags'
    case 'tags.removed':
      return 'removed tags'
    case 'attachment.created':
      return 'added a file'
    case 'attachment.deleted':
      return 'deleted a file'
    case 'sla.breached':
      return 'noted that the first answer is late'
    case 'note.created':
      return 'left a note'
    default:
      return type
  }
}

function nameOf(id: unknown): string {
  return findPerson(String(id))?.name ?? String(id)
}

function stateOf(status: unknown): string {
  return statusNames[status as Status] ?? String(status)
}
