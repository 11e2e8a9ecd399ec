/** The demo's sign-in: a button for each of the people worth being. */
import { html } from 'hono/html'
import { type DemoPerson, personNamed } from '../../people/people.ts'
import { defaultTenant, type SignedIn } from '../../people/session.ts'
import type { Html } from '../layout.ts'
import { avatar } from '../people.ts'

const choices = [
  { id: 'ada', about: 'Customer, Harbour Pottery' },
  { id: 'ben', about: 'Customer, Brightside Cycling' },
  { id: 'grace', about: 'Agent, billing' },
  { id: 'hal', about: 'Agent, platform' },
  { id: 'sue', about: 'Supervisor' },
  { id: 'root', about: 'Admin' },
].map(({ id, about }) => ({ person: personNamed(id), about }))

const tenants = [defaultTenant, 'acme']

export function whoAreYou(person: SignedIn | null): Html {
  const current = person?.tenantId ?? defaultTenant
  return html`<form class="who-are-you" method="post" action="/sign-in">
    <h2>${person ? 'Be somebody else' : 'Sign in as'}</h2>
    <p class="quiet">Demo login: no passwords, one click.</p>
    <ul>${choices.map((choice) => html`<li>${button(choice, choice.person.id === person?.id)}</li>`)}</ul>
    <fieldset>
      <legend>in the tenant</legend>
      ${[...new Set([...tenants, current])].map((tenant) => radio(tenant, tenant === current))}
    </fieldset>
  </form>`
}

function button(
  { person, about }: { person: DemoPerson; about: string },
  isCurrent: boolean,
): Html {
  return html`<button name="person" value="${person.id}" class="person"${isCurrent ? html` aria-current="true"` : ''}>
      ${avatar(person)}
      <span><strong>${person.name}</strong><span class="quiet">${about}</span></span>
    </button>`
}

function radio(tenant: string, isChecked: boolean): Html {
  return html`<label><input type="radio" name="tenant" value="${tenant}"${isChecked ? html` checked` : ''}><span>${tenant}</span></label>`
}
