/** JSON Schema as something to read: a type in a line, an object as a list of its fields. */
import { html } from 'hono/html'
import type { Html } from '../html.ts'
import { nameOf, type Schema } from './document.ts'
import { inlineCode } from './text.ts'

/** What is sent marks the required fields, what comes back the ones that may be missing. */
export type Direction = 'sent' | 'received'

export function fieldList(schema: Schema, direction: Direction): Html {
  const required = new Set(schema.required)
  const fields = Object.entries(schema.properties ?? {})
  if (fields.length === 0) return html`<p class="type">${typeOf(schema)}</p>`
  return html`<dl class="fields">${fields.map(([name, field]) => fieldRow({ name, schema: field, isRequired: required.has(name) }, direction))}</dl>`
}

export interface Field {
  readonly name: string
  readonly schema: Schema
  readonly isRequired: boolean
  /** Default: the schema's. */
  readonly description?: string | undefined
}

export function fieldRow(field: Field, direction: Direction): Html {
  const { name, schema, isRequired, description = schema.description } = field
  const nested = nestedObject(schema)
  return html`<div>
      <dt><code>${name}</code>${mark(isRequired, direction)}</dt>
      <dd>
        <span class="type">${typeOf(schema)}</span>
        ${limits(schema)}
        ${description ? html`<p>${inlineCode(description)}</p>` : ''}
        ${nested ? fieldList(nested, direction) : ''}
      </dd>
    </div>`
}

function mark(isRequired: boolean, direction: Direction): Html | '' {
  if (direction === 'sent') return isRequired ? html` <span class="required">required</span>` : ''
  return isRequired ? '' : html` <span class="quiet">may be missing</span>`
}

/** Such as `string | null`, `Ticket[]` or `"low" | "normal"`. References link to their schema. */
export function typeOf(schema: Schema): Html {
  if (schema.$ref) {
    const name = nameOf(schema.$ref)
    return html`<a href="#schema-${name}">${name}</a>`
  }
  const alternatives = schema.anyOf ?? schema.oneOf
  if (alternatives) return html`${between(alternatives.map(typeOf), ' | ')}`
  if (schema.allOf) return html`${between(schema.allOf.map(typeOf), ' & ')}`
  if ('const' in schema) return html`${JSON.stringify(schema.const)}`
  if (schema.enum) return html`${schema.enum.map((value) => JSON.stringify(value)).join(' | ')}`
  if (schema.items) {
    const { items } = schema
    return items.enum || items.anyOf ? html`(${typeOf(items)})[]` : html`${typeOf(items)}[]`
  }
  if (typeof schema.additionalProperties === 'object') {
    return html`{ [key]: ${typeOf(schema.additionalProperties)} }`
  }
  const name = [schema.type ?? 'anything'].flat().join(' | ')
  return html`${schema.format ? `${name} (${schema.format})` : name}`
}

/** The fields of an object that is written out where it is used, in a list or not. */
function nestedObject(schema: Schema): Schema | undefined {
  if (schema.properties) return schema
  if (schema.items) return nestedObject(schema.items)
  return (schema.anyOf ?? schema.oneOf)?.map(nestedObject).find((found) => found !== undefined)
}

function limits(schema: Schema): Html | '' {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems } = schema
  const texts = [
    range(minLength, maxLength, 'characters'),
    range(bound(minimum), bound(maximum), ''),
    range(minItems, maxItems, 'items'),
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
  ].filter((text) => text !== '')
  return texts.length > 0 ? html`<span class="quiet">${texts.join(', ')}</span>` : ''
}

/** Integers are bounded by what a number can hold, which says nothing. */
function bound(value: number | undefined): number | undefined {
  return value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined
}

function range(from: number | undefined, to: number | undefined, unit: string): string {
  if (from === undefined && to === undefined) return ''
  if (to === undefined) return `at least ${from} ${unit}`.trim()
  return `${from === undefined ? 'up to ' : `${from}–`}${to} ${unit}`.trim()
}

function between(parts: readonly Html[], separator: string): Html[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [html`${separator}`, part]))
}
