/** Sends a sample, and never lets a bad refusal pass. */
import type { Route } from '@deskhand/core/plugin'
import type { Ground } from './ground.ts'
import type { RequestSample } from './options.ts'
import { expectProblem } from './problem.ts'
import { queryString } from './query.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** `undefined` when the answer is not JSON. */
  readonly json: unknown
}

type Address = Pick<Route, 'method' | 'path' | 'operationId'>

/** `who` is a person's id with their tenant, such as `ada@t1`, or `null` for nobody. */
export async function ask(
  ground: Ground,
  who: string | null,
  route: Address,
  request: RequestSample,
): Promise<Answer> {
  const { helpdesk } = ground.desk
  const url = `http://app.example${helpdesk.basePath}${pathOf(route, request)}${queryString(request.query)}`
  const body = bodyOf(request.body)
  const response = await helpdesk.fetch(
    new Request(url, {
      method: route.method,
      headers: {
        ...(who !== null && { authorization: `Bearer ${who}` }),
        ...(body !== undefined && body !== request.body && { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(body !== undefined && { body }),
    }),
  )
  const text = await textOf(response)
  if (response.status >= 400) expectProblem(response, text)
  if (response.status >= 500) throw fault(ground, route, request, text)
  return { status: response.status, headers: response.headers, text, json: jsonOf(response, text) }
}

/** Of a stream that never ends, the beginning. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return new TextDecoder().decode(first?.value)
}

export function paramsOf({ path }: Pick<Route, 'path'>): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
}

function pathOf({ path, operationId }: Address, { params = {} }: RequestSample): string {
  return path.replace(/:(\w+)/g, (_part, name: string) => {
    const value = params[name]
    if (value !== undefined) return encodeURIComponent(value)
    throw new Error(`The sample of "${operationId}" has no params.${name}, which its path needs.`)
  })
}

function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined || typeof body === 'string') return body
  return body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body)
}

function jsonOf(response: Response, text: string): unknown {
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return isJson ? JSON.parse(text) : undefined
}

function fault(ground: Ground, route: Address, request: RequestSample, text: string): Error {
  const sent = JSON.stringify(request).slice(0, 500)
  const cause = ground.lastError()
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
  return new Error(
    `${route.method} ${route.path} failed on ${sent}. It must answer with a problem below 500. ${reason} ${text}`,
    { cause },
  )
}
