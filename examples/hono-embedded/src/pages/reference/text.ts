import { html } from 'hono/html'
import type { Html } from '../html.ts'

/** Text in which `what stands between backticks` is code. */
export function inlineCode(text: string): Html {
  return html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`
}
