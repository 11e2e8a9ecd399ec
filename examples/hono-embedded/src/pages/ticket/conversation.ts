import type { Page, PersonSummary, Reply, Ticket } from '@deskhand/core'
import { html, raw } from 'hono/html'
import { moment } from '../format.ts'
import type { Html } from '../html.ts'
import { avatar } from '../people.ts'

export function conversation(ticket: Ticket, { data, page }: Page<Reply>): Html {
  return html`<section aria-label="Conversation">
    <ol class="conversation">
      ${message({ kind: 'customer', author: ticket.requester, at: ticket.createdAt, bodyHtml: ticket.descriptionHtml })}
      ${data.map((reply) => message({ kind: kindOf(reply), author: reply.author, at: reply.createdAt, bodyHtml: reply.bodyHtml }))}
    </ol>
    ${page.hasMore ? html`<p class="quiet">There is more; the API has all of it.</p>` : ''}
  </section>`
}

type Kind = 'customer' | 'agent' | 'note'

interface Message {
  readonly kind: Kind
  readonly author: PersonSummary
  readonly at: string
  /** Sanitised by Deskhand, so it is put in as it is. */
  readonly bodyHtml: string
}

function message({ kind, author, at, bodyHtml }: Message): Html {
  return html`<li class="message ${kind}">
      <header>${avatar(author)}<strong>${author.name}</strong>${kind === 'note' ? html`<span class="tag">Note, for agents only</span>` : ''}<span class="quiet">${moment(at)}</span></header>
      <div class="prose">${raw(bodyHtml)}</div>
    </li>`
}

function kindOf({ audience, side }: Reply): Kind {
  if (audience === 'internal') return 'note'
  return side === 'customer' ? 'customer' : 'agent'
}
