import type { Helpdesk } from '@deskhand/core'
import { html } from 'hono/html'
import type { SignedIn } from '../../people/session.ts'
import type { Html } from '../html.ts'
import { page } from '../layout.ts'
import { curlLines, exampleTicket, installedIn } from './curl-lines.ts'
import { exampleFile } from './file-lines.ts'
import { ticketList } from './tickets.ts'
import { tryIt } from './try-it.ts'
import { whoAreYou } from './who.ts'

export interface StartPage {
  readonly person: SignedIn | null
  /** `SQLite` or `Postgres`. */
  readonly database: string
  /** Where the demo is reached, such as `http://127.0.0.1:3000`. */
  readonly origin: string
  readonly view: string
}

export async function startPage(helpdesk: Helpdesk, start: StartPage): Promise<Html> {
  const { person, database, origin, view } = start
  const ticket = await exampleTicket(helpdesk)
  const file = await exampleFile(helpdesk)
  const lines = curlLines(origin + helpdesk.basePath, ticket, file, installedIn(helpdesk))
  const list = person ? await ticketList(helpdesk, person, view) : signInFirst
  return page(
    { title: 'API', person, path: '/api', style: 'start' },
    html`<div class="hero">
      <div class="intro">
        <h1>A helpdesk inside the app you already have</h1>
        <p>This is an ordinary <a href="https://hono.dev">Hono</a> app with users of its own. Deskhand is mounted at <code>${helpdesk.basePath}</code>, asks the app who is calling, and keeps its tables in the app’s ${database} database.</p>
        <p>Larkbook, a made-up booking tool for studios, has been using it for 90 days.</p>
        <p class="links"><a class="button" href="#try">Try it with curl</a> <a href="/reference">API reference</a> <a href="${helpdesk.basePath}/openapi.json">OpenAPI document</a></p>
      </div>
      ${whoAreYou(person)}
    </div>
    ${list}
    ${tryIt(lines, ticket !== undefined)}`,
  )
}

const signInFirst = html`<section class="tickets" aria-labelledby="tickets">
    <header class="tickets-head"><h2 id="tickets">Tickets</h2></header>
    <p class="empty">Sign in and the newest tickets appear here: Ada sees her own, Grace all of them with their notes.</p>
  </section>`
