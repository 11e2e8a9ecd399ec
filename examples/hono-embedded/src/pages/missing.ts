import { html } from 'hono/html'
import type { SignedIn } from '../people/session.ts'
import type { Html } from './html.ts'
import { page } from './layout.ts'

export function missingPage(person: SignedIn | null, path: string): Html {
  return page(
    { title: 'Not found', person, path },
    html`<div class="missing">
      <h1>There is nothing here for you</h1>
      <p>Either it does not exist or ${person ? `${person.name} may not see it` : 'you have to sign in to see it'}. <a href="/">Back to the start</a></p>
    </div>`,
  )
}
