import type { Ticket } from '@deskhand/core'
import { html } from 'hono/html'
import { teamName } from '../../people/teams.ts'
import { duration, moment, priorityNames, statusNames } from '../format.ts'
import type { Html } from '../html.ts'
import { avatar } from '../people.ts'

export function details(ticket: Ticket): Html {
  const { requester, assignee, createdAt, firstResponseAt, waitingSince, resolvedAt } = ticket
  const rows: readonly (readonly [string, Html | string | null])[] = [
    ['Requester', html`${avatar(requester)}${requester.name}`],
    ['Organisation', requester.organisationName ?? null],
    ['Assignee', assignee ? html`${avatar(assignee)}${assignee.name}` : 'Nobody yet'],
    ['Team', ticket.teamId ? teamName(ticket.teamId) : null],
    ['Category', ticket.category?.name ?? null],
    ['Priority', priorityNames[ticket.priority]],
    ['Opened', moment(createdAt)],
    ['First response', firstResponseAt ? `after ${duration(createdAt, firstResponseAt)}` : null],
    ['Waiting since', waitingSince ? moment(waitingSince) : null],
    ['Resolved', resolvedAt ? moment(resolvedAt) : null],
    ['Reopened', ticket.reopenCount > 0 ? times(ticket.reopenCount) : null],
    ...Object.entries(ticket.metadata ?? {}).map(([name, value]) => [name, String(value)] as const),
    [
      'You may move it to',
      ticket.allowedTransitions.map((to) => statusNames[to]).join(', ') || null,
    ],
  ]
  return html`<aside aria-label="About this ticket">
    <dl>${rows.map(([name, value]) => (value === null ? '' : html`<div><dt>${name}</dt><dd>${value}</dd></div>`))}</dl>
  </aside>`
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}
