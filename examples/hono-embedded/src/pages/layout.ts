/** What all pages share: head, a bar with who is signed in and how it looks, footer. */
import { html } from 'hono/html'
import type { SignedIn } from '../people/session.ts'
import type { Html } from './html.ts'
import { personMenu } from './person-menu.ts'

export interface Frame {
  readonly title: string
  readonly person: SignedIn | null
  /** The path of the page, to mark it in the navigation. */
  readonly path: string
  /** A style sheet of its own. */
  readonly style?: 'start' | 'ticket' | 'reference' | 'product' | 'portal' | 'agent' | 'elements'
  /** A module of its own, after that of the widgets. */
  readonly script?: string
  /** For pages with widgets: where their script and the helpdesk are. */
  readonly widgets?: Widgets | undefined
}

export interface Widgets {
  readonly script: string
  readonly helpdesk: string
}

export function page(frame: Frame, main: Html): Html {
  const { title, person, path, style, script, widgets } = frame
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title} · Deskhand demo</title>
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/assets/base.css">
    ${style ? html`<link rel="stylesheet" href="/assets/${style}.css">` : ''}
    <script src="/assets/theme.js"></script>
    <script type="module" src="/assets/copy.js"></script>
    ${widgets ? html`<script type="module" src="${widgets.script}"></script>` : ''}
    ${script ? html`<script type="module" src="${script}"></script>` : ''}
  </head>
  <body class="${style ?? ''}">
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
      <div class="wide">
        <a class="wordmark" href="/">${mark}Deskhand <span class="demo">demo</span></a>
        <nav aria-label="Pages">${links.map((link) => navigationLink(link, path))}</nav>
        <div class="visitor">${themes}${personMenu(person, path)}</div>
      </div>
    </header>
    ${widgets ? html`<deskhand-provider theme="inherit" data-helpdesk="${widgets.helpdesk}">${signedOut(person)}${main}</deskhand-provider>` : html`<main id="main" class="wide">${main}</main>`}
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
  { href: '/', text: 'Product' },
  { href: '/portal', text: 'Portal' },
  { href: '/agent', text: 'Agent desk' },
  { href: '/elements', text: 'Elements' },
  { href: '/api', text: 'API' },
]

function navigationLink({ href, text }: Link, path: string): Html {
  return path === href
    ? html`<a href="${href}" aria-current="page">${text}</a>`
    : html`<a href="${href}">${text}</a>`
}

const themes = html`<fieldset class="themes">
      <legend class="hidden-text">Theme</legend>
      ${themeChoice('auto', 'Automatic', 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16')}
      ${themeChoice('light', 'Light', 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4')}
      ${themeChoice('dark', 'Dark', 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z')}
    </fieldset>`

function themeChoice(value: string, label: string, path: string): Html {
  return html`<label title="${label}"><input type="radio" name="theme" value="${value}"><svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path d="${path}"/></svg><span class="hidden-text">${label}</span></label>`
}

/** Shown by the page's script when the server does not know the visitor any more. */
function signedOut(person: SignedIn | null): Html {
  const name = person?.name.split(' ')[0] ?? 'Ada'
  return html`<div class="signed-out" role="alert" hidden>
      <form class="wide" method="post" action="/sign-in">
        <span>Your session has ended. What you have typed is still there.</span>
        <input type="hidden" name="tenant" value="${person?.tenantId ?? ''}">
        <button class="plain" name="person" value="${person?.id ?? 'ada'}">Sign in again as ${name}</button>
      </form>
    </div>`
}
