/** The newest tickets, as the person who is signed in may see them. */
import type { Helpdesk, TicketListInput } from '@deskhand/core'
import { html } from 'hono/html'
import type { SignedIn } from '../../people/session.ts'
import { moment, priorityBadge, statusBadge } from '../format.ts'
import type { Html } from '../html.ts'
import { avatar } from '../people.ts'
import { chips, listWithTags, type TicketWithTags } from '../tags.ts'

const live = ['new', 'open', 'in_progress', 'pending', 'on_hold'] as const

interface View {
  readonly id: string
  readonly name: string
  readonly input: Pick<TicketListInput, 'assignee' | 'status' | 'sort'>
}

const newest: View = { id: 'newest', name: 'Newest', input: {} }

const agentViews: readonly View[] = [
  newest,
  { id: 'mine', name: 'Mine', input: { assignee: 'me', status: live } },
  { id: 'unassigned', name: 'Unassigned', input: { assignee: 'none', status: live } },
  { id: 'urgent', name: 'Most urgent', input: { status: live, sort: 'priority' } },
]

const customerViews: readonly View[] = [
  { ...newest, name: 'All' },
  { id: 'waiting', name: 'Waiting for me', input: { status: ['pending'] } },
]

export async function ticketList(
  helpdesk: Helpdesk,
  person: SignedIn,
  wanted: string,
): Promise<Html> {
  const views = person.role === 'customer' ? customerViews : agentViews
  const view = views.find(({ id }) => id === wanted) ?? newest
  const { data, page } = await listWithTags(helpdesk.as(person), {
    ...view.input,
    limit: 12,
    count: true,
  })
  const count = page.count ?? { value: data.length, limit: Number.POSITIVE_INFINITY }
  return html`<section class="tickets" aria-labelledby="tickets">
    <header class="tickets-head">
      <h2 id="tickets">${person.role === 'customer' ? 'Your tickets' : 'Tickets'}</h2>
      <nav class="views" aria-label="Views">${views.map((each) => tab(each, each.id === view.id))}</nav>
      <p class="count quiet">${data.length} of ${count.value}${count.value === count.limit ? ' or more' : ''}</p>
    </header>
    ${data.length > 0 ? html`<ul>${data.map((ticket) => row(ticket, person))}</ul>` : html`<p class="empty">Nothing here for you, ${person.name}.</p>`}
  </section>`
}

function tab({ id, name }: View, isCurrent: boolean): Html {
  const href = id === newest.id ? '/api#tickets' : `/api?view=${id}#tickets`
  return html`<a class="view" href="${href}"${isCurrent ? html` aria-current="true"` : ''}>${name}</a>`
}

function row(ticket: TicketWithTags, viewer: SignedIn): Html {
  const { number, subject, requester, category, assignee } = ticket
  const about = [
    `#${number}`,
    requester.id !== viewer.id &&
      [requester.name, requester.organisationName].filter(Boolean).join(', '),
    category?.name,
  ].filter(Boolean)
  return html`<li class="ticket">
      <div class="what">
        <a href="/tickets/${number}">${subject}</a>
        <p class="quiet">${about.join(' · ')}${chips(ticket.tags)}</p>
      </div>
      <div class="state">${statusBadge(ticket.status)}${priorityBadge(ticket.priority)}</div>
      <div class="assignee">${assignee ? html`${avatar(assignee)}<span>${assignee.name}</span>` : html`<span class="quiet">Unassigned</span>`}</div>
      <div class="when quiet">${moment(ticket.createdAt)}</div>
    </li>`
}
