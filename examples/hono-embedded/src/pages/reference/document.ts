/** The parts of an OpenAPI 3.1 document that the reference shows. */
import type { Helpdesk } from '@deskhand/core'

export interface Document {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly tags?: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>
    readonly parameters?: Readonly<Record<string, Parameter>>
    readonly responses?: Readonly<Record<string, Response>>
  }
}

export interface Operation {
  readonly operationId: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly (Parameter | Reference)[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, Response | Reference>>
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly description?: string
  readonly required?: boolean
  readonly schema?: Schema
}

export interface Response {
  readonly description: string
  readonly content?: Content
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

export interface Reference {
  readonly $ref: string
}

/** JSON Schema, as far as zod writes it. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly format?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly default?: unknown
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
}

export async function loadDocument({ basePath, fetch }: Helpdesk): Promise<Document> {
  const answer = await fetch(new Request(`http://demo${basePath}/openapi.json`))
  if (!answer.ok) throw new Error(`The OpenAPI document could not be read: ${answer.status}`)
  return (await answer.json()) as Document
}

/** What a reference points to, or what is written out in its place. */
export function resolve<Part extends object>(
  parts: Readonly<Record<string, Part>> | undefined,
  part: Part | Reference,
): Part | undefined {
  return '$ref' in part && part.$ref ? parts?.[nameOf(part.$ref)] : (part as Part)
}

/** `Ticket` of `#/components/schemas/Ticket`. */
export function nameOf($ref: string): string {
  return $ref.slice($ref.lastIndexOf('/') + 1)
}
