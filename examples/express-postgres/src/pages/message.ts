import { type Html, html } from './html.ts'
import { page } from './layout.ts'

export function messagePage(message: string): Html {
  return page('Sorry', null, html`<h1>Sorry</h1><p>${message}</p><p><a href="/">Back</a></p>`)
}
