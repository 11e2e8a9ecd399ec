import { html } from 'hono/html'
import type { Html } from '../html.ts'
import { type Document, type Operation, type Response, resolve, type Schema } from './document.ts'
import { fieldList, fieldRow, typeOf } from './schema.ts'
import { inlineCode } from './text.ts'

export interface Endpoint {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

export function endpointsOf(document: Document): Endpoint[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  )
}

export function endpoint({ method, path, operation }: Endpoint, document: Document): Html {
  const { summary = '', description, operationId } = operation
  return html`<details class="endpoint">
      <summary><span class="method ${method.toLowerCase()}">${method}</span> <code class="path">${path}</code> <span class="summary">${summary}</span></summary>
      <div class="body" id="${operationId}">
        ${description ? html`<p>${inlineCode(description)}</p>` : ''}
        ${parameters(operation, document)}
        ${body(operation)}
        ${answers(operation, document)}
      </div>
    </details>`
}

const places = [
  { in: 'path', title: 'In the path' },
  { in: 'query', title: 'In the query' },
  { in: 'header', title: 'Headers' },
] as const

function parameters(operation: Operation, { components }: Document): Html {
  const all = (operation.parameters ?? []).flatMap(
    (each) => resolve(components?.parameters, each) ?? [],
  )
  return html`${places.map(({ in: place, title }) => {
    const here = all.filter((parameter) => parameter.in === place)
    if (here.length === 0) return ''
    return html`<h3>${title}</h3>
        <dl class="fields">${here.map(({ name, schema = {}, required: isRequired = false, description }) => fieldRow({ name, schema, isRequired, description }, 'sent'))}</dl>`
  })}`
}

function body({ requestBody }: Operation): Html | '' {
  const schema = schemaOf(requestBody?.content)
  return schema ? html`<h3>Body</h3>${fieldList(schema, 'sent')}` : ''
}

function answers(operation: Operation, { components }: Document): Html {
  const rows = Object.entries(operation.responses).map(([status, each]) => {
    const response = resolve(components?.responses, each)
    return response ? answer(status, response) : ''
  })
  return html`<h3>Answers</h3><dl class="fields answers">${rows}</dl>`
}

function answer(status: string, { description, content }: Response): Html {
  const schema = schemaOf(content)
  return html`<div>
      <dt><code>${status}</code></dt>
      <dd>${schema ? html`<span class="type">${typeOf(schema)}</span> ` : ''}<span>${inlineCode(description)}</span>${schema?.properties ? fieldList(schema, 'received') : ''}</dd>
    </div>`
}

function schemaOf(content: Response['content']): Schema | undefined {
  return Object.values(content ?? {})[0]?.schema
}
