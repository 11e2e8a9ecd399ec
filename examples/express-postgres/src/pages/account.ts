/** The page of somebody who is signed in: their orders, and the tickets that they may see. */
import type { TicketSummary } from '@deskhand/core'
import type { User } from '../accounts/users.ts'
import type { Order } from '../orders.ts'
import { type Html, html } from './html.ts'
import { page } from './layout.ts'

export function accountPage(
  user: User,
  orders: readonly Order[],
  tickets: readonly TicketSummary[],
): Html {
  return page(
    'Your account',
    user,
    html`<section class="card">
      <h1>${user.is_staff ? 'Newest tickets' : 'Your tickets'}</h1>
      ${tickets.length > 0 ? html`<ul>${tickets.map(ticketItem)}</ul>` : html`<p class="quiet">None.</p>`}
    </section>
    <section class="card">
      <h2>Your orders</h2>
      ${orders.length > 0 ? html`<ul>${orders.map(orderItem)}</ul>` : html`<p class="quiet">None yet.</p>`}
      <form class="row" method="post" action="/orders">
        <label>Order <input name="item" maxlength="100" placeholder="Sidamo, 500 g" required></label>
        <button>Order</button>
      </form>
    </section>`,
  )
}

function ticketItem({ number, subject, status, requester }: TicketSummary): Html {
  return html`<li><span class="quiet">#${number}</span> ${subject} <span class="badge">${status.replace('_', ' ')}</span> <span class="quiet">${requester.name}</span></li>`
}

function orderItem({ id, item, state, ticket_number }: Order): Html {
  if (state === 'disputed') {
    return html`<li>${item} <span class="badge">we are on it: ticket #${ticket_number ?? ''}</span></li>`
  }
  return html`<li>${item}
    <details>
      <summary>Something is wrong</summary>
      <form method="post" action="/orders/${id}/complaints">
        <label>What is it? <textarea name="complaint" rows="3" maxlength="5000" required></textarea></label>
        <button>Tell us</button>
      </form>
    </details>
  </li>`
}
