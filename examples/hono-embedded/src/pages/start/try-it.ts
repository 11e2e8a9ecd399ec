import { html } from 'hono/html'
import type { Html } from '../html.ts'
import type { CurlLine } from './curl.ts'

export function tryIt(lines: readonly CurlLine[], hasTicket: boolean): Html {
  return html`<section class="try" aria-labelledby="try">
    <h2 id="try">Try it with curl</h2>
    <p class="lead">Paste them from top to bottom, in a terminal on this machine. They are about tickets that are really here.
    ${hasTicket ? '' : html`Ada has no open ticket at the moment: run the first one, then reload this page to see all of them.`}</p>
    <ol class="steps">${lines.map(step)}</ol>
  </section>`
}

function step({ title, why, command, status }: CurlLine): Html {
  return html`<li>
      <h3>${title}</h3>
      <p>${why}</p>
      <div class="code" data-copy>
        <span class="expect">answers <b>${status}</b></span>
        <pre tabindex="0"><code class="curl" data-status="${status}">${command}</code></pre>
      </div>
    </li>`
}
