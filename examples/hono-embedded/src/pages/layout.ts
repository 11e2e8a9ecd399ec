/** What all pages share: head, header with who is signed in, footer. */
import { html } from 'hono/html'
import { defaultTenant, type SignedIn } from '../people/session.ts'
import { avatar, roleNames } from './people.ts'

/** Markup in which everything that was put in is escaped. */
export type Html = ReturnType<typeof html>

export interface Frame {
  readonly title: string
  readonly person: SignedIn | null
  /** The path of the page, to mark it in the navigation. */
  readonly path: string
  /** A style sheet of its own. */
  readonly style?: 'start' | 'ticket' | 'reference'
}

export function page(frame: Frame, main: Html): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${frame.title} · Deskhand demo</title>
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/base.css">
    ${frame.style ? html`<link rel="stylesheet" href="/assets/${frame.style}.css">` : ''}
    <script type="module" src="/assets/copy.js"></script>
  </head>
  <body>
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
      <div class="wide">
        <a class="wordmark" href="/">${mark}Deskhand <span class="demo">demo</span></a>
        <nav aria-label="Pages">${links.map((link) => navigationLink(link, frame.path))}</nav>
        ${frame.person ? signedIn(frame.person) : ''}
      </div>
    </header>
    <main id="main" class="wide">${main}</main>
    <footer class="wide">
      <p><strong>This is a demo login.</strong> There are no passwords: whoever says “I am Ada” is Ada. Put nothing here that is not meant for everybody.</p>
    </footer>
  </body>
</html>`
}

const mark = html`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><rect width="24" height="24" rx="7" fill="currentColor"/><path d="M6.5 8.2h11M6.5 12h7.4M6.5 15.8h4.2" class="lines"/><circle cx="16.6" cy="15.4" r="2.1" class="dot"/></svg>`

interface Link {
  readonly href: string
  readonly text: string
}

const links: readonly Link[] = [
  { href: '/', text: 'Start' },
  { href: '/reference', text: 'API reference' },
]

function navigationLink({ href, text }: Link, path: string): Html {
  return path === href
    ? html`<a href="${href}" aria-current="page">${text}</a>`
    : html`<a href="${href}">${text}</a>`
}

function signedIn(person: SignedIn): Html {
  return html`<form class="account" method="post" action="/sign-out">
    ${avatar(person)}
    <span class="who"><strong>${person.name}</strong> <span class="quiet">${roleNames[person.role]}${person.tenantId === defaultTenant ? '' : ` in ${person.tenantId}`}</span></span>
    <button class="plain">Sign out</button>
  </form>`
}
