/** The OpenAPI document of a helpdesk, as what is asked and answered is measured by. */
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js'

export interface Schema extends Readonly<Record<string, unknown>> {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly minimum?: number
  readonly maximum?: number
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
}

export interface Operation {
  readonly operationId: string
  readonly method: string
  /** Such as `/tickets/{ticketId}`. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  /** Of a JSON body. */
  readonly body: Schema | undefined
  /** Media types of the body. */
  readonly bodyTypes: readonly string[]
  /** Statuses that are documented. */
  readonly statuses: ReadonlySet<number>
  /** What is wrong with the body of an answer, in words; nothing if all is well. */
  faultsOf(status: number, type: string, body: unknown): string
}

interface Described {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
  readonly $ref?: string
}

interface Raw {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>
}

interface RawOperation {
  readonly operationId: string
  readonly parameters?: readonly (Parameter & { readonly $ref?: string })[]
  readonly requestBody?: Described
  readonly responses: Readonly<Record<string, Described>>
}

export interface ApiDocument {
  readonly operations: readonly Operation[]
  resolve(schema: Schema): Schema
  faultsOfProblem(body: unknown): string
}

const documentId = 'https://deskhand.example/openapi.json'

export function readDocument(raw: Raw): ApiDocument {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false })
  ajv.addFormat('date-time', (text: string) => /Z$/.test(text) && !Number.isNaN(Date.parse(text)))
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  ajv.addFormat('email', true)
  ajv.addFormat('uri', true)
  ajv.addSchema(raw as unknown as AnySchemaObject, documentId)
  const compiled = new Map<string, ValidateFunction>()

  function faultsBy(pointer: string, body: unknown): string {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `${documentId}#${pointer}` })
    compiled.set(pointer, known)
    return known(body) ? '' : ajv.errorsText(known.errors)
  }

  function resolve<Value extends { readonly $ref?: string }>(value: Value): Value {
    if (value.$ref === undefined) return value
    const steps = value.$ref.slice(2).split('/')
    return steps.reduce(
      (at, step) => (at as Record<string, unknown>)[step],
      raw as unknown,
    ) as Value
  }

  const operations = Object.entries(raw.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const { operationId, parameters = [], requestBody, responses } = operation
      const place = `/paths/${escapeStep(path)}/${method}/responses`
      return {
        operationId,
        method: method.toUpperCase(),
        path,
        parameters: parameters.map(resolve),
        body: requestBody?.content?.['application/json']?.schema,
        bodyTypes: Object.keys(requestBody?.content ?? {}),
        statuses: new Set(Object.keys(responses).map(Number)),
        faultsOf(status, type, body) {
          const content = responses[status]?.content ?? {}
          if (!(type in content)) return `${type || 'no body'} is not documented for ${status}`
          if (!content[type]?.schema) return ''
          return faultsBy(`${place}/${status}/content/${escapeStep(type)}/schema`, body)
        },
      }
    }),
  )
  return {
    operations,
    resolve,
    faultsOfProblem: (body) => faultsBy('/components/schemas/Problem', body),
  }
}

/** A step of a JSON Pointer in the fragment of a URI. */
function escapeStep(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))
}
