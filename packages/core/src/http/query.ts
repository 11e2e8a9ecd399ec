/** From a query string to a typed query; what is not known or said twice is refused. */
import type { ZodType } from 'zod'
import { type FieldError, invalid } from '../kit/errors.ts'
import { parse } from '../kit/validation.ts'
import { type QueryParameter, queryParameters } from './query-plan.ts'

/** Makes the parser of a route's query, once. It takes the URL of a request. */
export function queryParser(schema: ZodType | undefined): (url: string) => unknown {
  if (!schema) return refuseAll
  const parameters = new Map<string, QueryParameter>()
  for (const parameter of queryParameters(schema)) {
    parameters.set(parameter.name, parameter)
    if (parameter.isList) parameters.set(parameter.name.slice(0, -2), parameter)
  }
  return (url) => {
    const search = searchOf(url)
    return parse(schema, search === '' ? {} : collect(parameters, new URLSearchParams(search)))
  }
}

function refuseAll(url: string): undefined {
  const search = searchOf(url)
  if (search !== '') collect(new Map(), new URLSearchParams(search))
}

function searchOf(url: string): string {
  const start = url.indexOf('?')
  if (start === -1) return ''
  const end = url.indexOf('#', start)
  return end === -1 ? url.slice(start + 1) : url.slice(start + 1, end)
}

type Level = { [key: string]: unknown }

function collect(parameters: ReadonlyMap<string, QueryParameter>, search: URLSearchParams): Level {
  const query: Level = {}
  const errors: FieldError[] = []
  for (const [name, text] of search) {
    const parameter = parameters.get(name)
    if (!parameter) errors.push(refused(name, 'This parameter is not known here.'))
    else if (!place(query, parameter, text)) errors.push(refused(name, 'Must be given once.'))
    if (errors.length === 50) break
  }
  if (errors.length > 0) throw invalid(errors)
  return query
}

/** Whether there was room for the value: a scalar is given once. */
function place(query: Level, { path, isList, scalar }: QueryParameter, text: string): boolean {
  let level = query
  for (const key of path.slice(0, -1)) {
    level[key] ??= {}
    level = level[key] as Level
  }
  const key = path.at(-1) as string
  const value = toScalar(scalar, text)
  if (!isList) {
    if (level[key] !== undefined) return false
    level[key] = value
    return true
  }
  level[key] ??= []
  ;(level[key] as unknown[]).push(value)
  return true
}

/** What does not read as the type stays text, and the schema says what it should have been. */
function toScalar(scalar: QueryParameter['scalar'], text: string): unknown {
  if (scalar === 'number' && /^-?\d{1,16}(?:\.\d{1,16})?$/.test(text)) return Number(text)
  if (scalar === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function refused(name: string, message: string): FieldError {
  const pointer = name
    .slice(0, 100)
    .replaceAll('~', '~0')
    .replaceAll('/', '~1')
    .replaceAll('[]', '')
    .replaceAll('[', '/')
    .replaceAll(']', '')
  return { path: `/${pointer}`, message }
}
