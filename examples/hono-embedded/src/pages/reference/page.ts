/** The API reference: the helpdesk's own OpenAPI document, written out on the server. */

import type { Helpdesk } from '@deskhand/core'
import { html } from 'hono/html'
import type { SignedIn } from '../../people/session.ts'
import type { Html } from '../html.ts'
import { page } from '../layout.ts'
import { loadDocument, type Schema } from './document.ts'
import { type Endpoint, endpoint, endpointsOf } from './operation.ts'
import { fieldList } from './schema.ts'
import { inlineCode } from './text.ts'

export async function referencePage(helpdesk: Helpdesk, person: SignedIn | null): Promise<Html> {
  const document = await loadDocument(helpdesk)
  const endpoints = endpointsOf(document)
  const groups = [...new Set(endpoints.map(groupOf))]
  const schemas = Object.entries(document.components?.schemas ?? {})
  const description = document.info.description ?? ''

  return page(
    { title: 'API reference', person, path: '/reference', style: 'reference' },
    html`<div class="reference-sheets">
      <nav class="contents" aria-label="Contents">
        <ul>${[...groups, 'Schemas'].map((group) => html`<li><a href="#${anchor(group)}">${group}</a></li>`)}</ul>
      </nav>
      <div class="sheet">
        <h1>API reference</h1>
        ${description.split('\n').map((line) => html`<p>${inlineCode(line)}</p>`)}
        <p>Everything lies below <code>${helpdesk.basePath}</code>. Sign in with <code>Authorization: Bearer demo-grace</code> or with the cookie of this demo. The <a href="${helpdesk.basePath}/openapi.json">OpenAPI document</a> has the same for machines.</p>
        ${groups.map(
          (group) => html`<section aria-labelledby="${anchor(group)}">
          <h2 id="${anchor(group)}">${group}</h2>
          ${endpoints.filter((each) => groupOf(each) === group).map((each) => endpoint(each, document))}
        </section>`,
        )}
        <section aria-labelledby="schemas">
          <h2 id="schemas">Schemas</h2>
          ${schemas.map(schemaSheet)}
        </section>
      </div>
    </div>`,
  )
}

function schemaSheet([name, schema]: [string, Schema]): Html {
  return html`<details class="endpoint">
      <summary><code class="path">${name}</code></summary>
      <div class="body" id="schema-${name}">${fieldList(schema, 'received')}</div>
    </details>`
}

function groupOf({ operation }: Endpoint): string {
  return operation.tags?.[0] ?? 'Other'
}

function anchor(group: string): string {
  return group.toLowerCase().replaceAll(/\W+/g, '-')
}
