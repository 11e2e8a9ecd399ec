/** The demo's sign-in on every page: a menu of the people worth being. */
import { html } from 'hono/html'
import { type DemoPerson, personNamed } from '../people/people.ts'
import { defaultTenant, type SignedIn } from '../people/session.ts'
import type { Html } from './html.ts'
import { avatar, roleNames } from './people.ts'

export const choices: readonly { readonly person: DemoPerson; readonly about: string }[] = [
  { id: 'ada', about: 'Customer, Harbour Pottery' },
  { id: 'ben', about: 'Customer, Brightside Cycling' },
  { id: 'grace', about: 'Agent, billing' },
  { id: 'hal', about: 'Agent, platform' },
  { id: 'sue', about: 'Supervisor' },
  { id: 'root', about: 'Admin' },
].map(({ id, about }) => ({ person: personNamed(id), about }))

const tenants = [defaultTenant, 'acme']

export function personMenu(person: SignedIn | null, path: string): Html {
  const tenant = person?.tenantId ?? defaultTenant
  return html`<details class="who">
      <summary>${person ? current(person) : html`<strong>Sign in</strong>`}</summary>
      <div class="who-panel">
        <form method="post" action="/sign-in">
          <p class="quiet">Demo login: no passwords, one click.</p>
          <input type="hidden" name="to" value="${path}">
          <ul>${choices.map(({ person: one, about }) => html`<li>${button(one, about, one.id === person?.id)}</li>`)}</ul>
          <fieldset class="tenants">
            <legend>in the tenant</legend>
            ${[...new Set([...tenants, tenant])].map((one) => tenantRadio(one, one === tenant))}
          </fieldset>
        </form>
        ${person ? html`<form method="post" action="/sign-out"><button class="plain">Sign out</button></form>` : ''}
      </div>
    </details>`
}

function current(person: SignedIn): Html {
  const tenant = person.tenantId === defaultTenant ? '' : ` in ${person.tenantId}`
  return html`${avatar(person)}<span class="name"><strong>${person.name}</strong> <span class="quiet">${roleNames[person.role]}${tenant}</span></span>`
}

export function button(person: DemoPerson, about: string, isCurrent: boolean): Html {
  return html`<button name="person" value="${person.id}" class="person"${isCurrent ? html` aria-current="true"` : ''}>
      ${avatar(person)}
      <span><strong>${person.name}</strong><span class="quiet">${about}</span></span>
    </button>`
}

export function tenantRadio(tenant: string, isChecked: boolean): Html {
  return html`<label><input type="radio" name="tenant" value="${tenant}"${isChecked ? html` checked` : ''}><span>${tenant}</span></label>`
}
