/** The pages that are nothing but a widget: a customer's portal and the agents' desk. */
import { html } from 'hono/html'
import type { SignedIn } from '../../people/session.ts'
import type { Html } from '../html.ts'
import { page, type Widgets } from '../layout.ts'
import { button, choices } from '../person-menu.ts'

export function portalPage(person: SignedIn | null, widgets: Widgets): Html {
  return page(
    { title: 'Help', person, path: '/portal', style: 'portal', widgets },
    html`<main id="main" class="wide">
      <h1 class="hidden-text">Help</h1>
      <deskhand-portal url-state></deskhand-portal>
    </main>`,
  )
}

export function agentPage(person: SignedIn | null, widgets: Widgets): Html {
  if (person?.role === 'customer') return agentsOnly(person)
  return page(
    { title: 'Agent desk', person, path: '/agent', style: 'agent', widgets },
    html`<main id="main" class="wide">
      <h1 class="hidden-text">Agent desk</h1>
      <deskhand-agent url-state></deskhand-agent>
    </main>`,
  )
}

function agentsOnly(person: SignedIn): Html {
  return page(
    { title: 'Agent desk', person, path: '/agent', style: 'agent' },
    html`<div class="agents-only">
      <h1>The team works here</h1>
      <p class="quiet">${person.name} is a customer. Be somebody who answers tickets:</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="to" value="/agent">
        <input type="hidden" name="tenant" value="${person.tenantId}">
        <ul>${choices
          .filter((choice) => choice.person.role !== 'customer')
          .map((choice) => html`<li>${button(choice.person, choice.about, false)}</li>`)}</ul>
      </form>
    </div>`,
  )
}
