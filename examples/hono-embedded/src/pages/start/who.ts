/** The sign-in of the API page: a button for each of the people worth being. */
import { html } from 'hono/html'
import { defaultTenant, type SignedIn } from '../../people/session.ts'
import type { Html } from '../html.ts'
import { button, choices, tenantRadio } from '../person-menu.ts'

const tenants = [defaultTenant, 'acme']

export function whoAreYou(person: SignedIn | null): Html {
  const current = person?.tenantId ?? defaultTenant
  return html`<form class="who-are-you" method="post" action="/sign-in">
    <h2>${person ? 'Be somebody else' : 'Sign in as'}</h2>
    <p class="quiet">Demo login: no passwords, one click.</p>
    <input type="hidden" name="to" value="/api">
    <ul>${choices.map(({ person: one, about }) => html`<li>${button(one, about, one.id === person?.id)}</li>`)}</ul>
    <fieldset class="tenants">
      <legend>in the tenant</legend>
      ${[...new Set([...tenants, current])].map((tenant) => tenantRadio(tenant, tenant === current))}
    </fieldset>
  </form>`
}
