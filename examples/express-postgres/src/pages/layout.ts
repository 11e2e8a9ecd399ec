import type { User } from '../accounts/users.ts'
import { type Html, html } from './html.ts'

/** What all pages share. */
export function page(title: string, user: User | null, main: Html): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title} · Millrace Coffee</title>
    <link rel="stylesheet" href="/assets/shop.css">
  </head>
  <body>
    <header>
      <a class="name" href="/">Millrace Coffee</a>
      ${user ? signedIn(user) : ''}
    </header>
    <main>${main}</main>
  </body>
</html>`
}

function signedIn({ name, is_staff }: User): Html {
  return html`<form method="post" action="/sign-out">
        <span>${name}${is_staff ? ', staff' : ''}</span> <button class="plain">Sign out</button>
      </form>`
}
