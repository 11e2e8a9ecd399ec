/** One ticket, to read. The pages to work with it come with the widgets. */
import type { Helpdesk, Ticket } from '@deskhand/core'
import { html } from 'hono/html'
import type { DemoApi } from '../../helpdesk.ts'
import type { SignedIn } from '../../people/session.ts'
import { priorityBadge, statusBadge } from '../format.ts'
import type { Html } from '../html.ts'
import { page } from '../layout.ts'
import { chips, listWithTags } from '../tags.ts'
import { conversation } from './conversation.ts'
import { details } from './details.ts'
import { fileList } from './files.ts'
import { history } from './history.ts'

/** `undefined` when there is no such ticket for this person. */
export async function ticketPage(
  helpdesk: Helpdesk,
  person: SignedIn,
  number: number,
): Promise<Html | undefined> {
  const desk: DemoApi = helpdesk.as(person)
  const [found] = (await listWithTags(desk, { number, limit: 1 })).data
  if (!found) return undefined

  const of = { ticketId: found.id }
  const [ticket, replies, events, files] = await Promise.all([
    desk.tickets.get(of),
    desk.replies.list({ ...of, limit: 100 }),
    desk.tickets.events({ ...of, limit: 100 }),
    desk.attachments?.list({ ...of, limit: 100 }),
  ])
  return page(
    { title: `#${number} ${ticket.subject}`, person, path: `/tickets/${number}`, style: 'ticket' },
    html`${heading(ticket, chips(found.tags))}
    <div class="columns">
      <div>
        ${conversation(ticket, replies)}
        ${fileList(helpdesk.basePath, files?.data ?? [])}
        ${history(events)}
      </div>
      ${details(ticket)}
    </div>`,
  )
}

function heading({ number, subject, status, priority }: Ticket, tags: Html): Html {
  return html`<header class="ticket-head">
      <p class="quiet"><a href="/api#tickets">Tickets</a> / #${number}</p>
      <h1>${subject}</h1>
      <p class="state">${statusBadge(status)}${priorityBadge(priority)}${tags}</p>
    </header>`
}
