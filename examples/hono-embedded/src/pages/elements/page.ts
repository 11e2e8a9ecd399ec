/** Each element with what it looks like, its code, attributes, events and parts; and the tokens of all. */
import type { Helpdesk } from '@deskhand/core'
import { html, raw } from 'hono/html'
import type { SignedIn } from '../../people/session.ts'
import type { Html } from '../html.ts'
import { page, type Widgets } from '../layout.ts'
import { inlineCode } from '../reference/text.ts'
import type { Described, ElementFacts } from './from-source.ts'
import { designTokens, elementFacts } from './manifest.ts'
import { type RunningExample, runningExamples } from './running.ts'

export interface ElementsPageOptions {
  readonly person: SignedIn
  readonly widgets: Widgets
  readonly dataDir: string
}

export async function elementsPage(
  helpdesk: Helpdesk,
  { person, widgets, dataDir }: ElementsPageOptions,
): Promise<Html> {
  const [facts, { whole, parts }] = await Promise.all([
    elementFacts(dataDir),
    runningExamples(helpdesk, person),
  ])
  const sheets = (some: readonly RunningExample[]) =>
    some.map((example) =>
      elementSheet(
        facts.find(({ tagName }) => tagName === example.tag),
        example,
      ),
    )
  return page(
    {
      title: 'Elements',
      person,
      path: '/elements',
      style: 'elements',
      widgets,
      script: '/elements/examples.js',
    },
    html`<main id="main" class="wide sheets">
      <nav class="contents" aria-label="Elements">
        <ul>${[...whole, ...parts].map(({ tag }) => html`<li><a href="#${tag}">${shortName(tag)}</a></li>`)}<li><a href="#tokens">Tokens</a></li></ul>
      </nav>
      <div class="sheet">
        <h1>Elements</h1>
        <p class="quiet lead">Web components for any page and any framework. What is shown here is real: it asks the helpdesk of this demo as ${person.name}.</p>
        ${sheets(whole)}
        <h2 class="part-title">What they are made of</h2>
        ${sheets(parts)}
        ${tokenSheet()}
      </div>
    </main>`,
  )
}

function shortName(tagName: string): string {
  return tagName.replace('deskhand-', '')
}

function elementSheet(facts: ElementFacts | undefined, { tag, live, code }: RunningExample): Html {
  const { description = '' } = facts ?? {}
  return html`<section class="element" aria-labelledby="${tag}">
    <h2 id="${tag}"><code>&lt;${tag}&gt;</code></h2>
    ${description
      .split(/\n\s*\n/)
      .map((part) => part.replaceAll(/\s+/g, ' ').trim())
      .filter((part) => part !== '')
      .map((part) => html`<p>${inlineCode(part)}</p>`)}
    ${live ? html`<div class="live">${raw(live)}</div>` : ''}
    <div class="code" data-copy><pre tabindex="0"><code>${code}</code></pre></div>
    <details>
      <summary>Attributes, events, slots and parts</summary>
      ${table('Attributes', facts?.attributes)}
      ${table('Events', facts?.events)}
      ${table('Slots', facts?.slots)}
      ${table('Parts', facts?.cssParts)}
      ${table('Custom properties', facts?.cssProperties)}
    </details>
  </section>`
}

type Row = Described & { readonly type?: { readonly text: string } }

function table(title: string, rows: readonly Row[] | undefined): Html | '' {
  if (!rows || rows.length === 0) return ''
  return html`<h3>${title}</h3>
    <dl class="facts">${rows.map(
      ({ name, type, description }) => html`<div>
        <dt><code>${name || '(default)'}</code>${type ? html`<code class="type">${type.text}</code>` : ''}</dt>
        <dd>${inlineCode(description ?? '')}</dd>
      </div>`,
    )}</dl>`
}

function tokenSheet(): Html {
  return html`<section class="element" aria-labelledby="tokens">
    <h2 id="tokens">Tokens</h2>
    <p>Set them on <code>deskhand-provider</code>, or on anything inside of it.</p>
    <ul class="tokens">${designTokens().map(
      ([name, value]) =>
        html`<li><span class="swatch" data-token="${name}"></span><code>${name}</code><span class="quiet">${value}</span></li>`,
    )}</ul>
  </section>`
}
