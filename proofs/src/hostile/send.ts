/** A draft as the request that it is. */
import type { TestHelpdesk } from '@deskhand/testing'
import { busyMs } from '../../../packages/core/test/support/busy.ts'
import type { Draft } from './draft.ts'

const hangMs = 30_000
const bodyless = new Set(['GET', 'HEAD'])

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Of computing, by this process. */
  readonly ms: number
}

/** Null for what can't even be written down as a request. */
export function requestOf({ helpdesk }: TestHelpdesk, draft: Draft): Request | null {
  const { method, query, rawQuery, who, tenant, json, body } = draft
  const search = new URLSearchParams(query).toString() + rawQuery
  const mark = search === '' ? '' : '?'
  const url = `http://app.example${helpdesk.basePath}${draft.path}${mark}${search}`
  const headers = new Headers()
  if (who !== null) headers.set('authorization', `Bearer ${who}@${tenant}`)
  try {
    for (const [name, value] of draft.headers) {
      if (name === 'content-type' || name === 'authorization') headers.set(name, value)
      else headers.append(name, value)
    }
    const sent = bodyless.has(method.toUpperCase()) ? undefined : bodyOf(body, json)
    return new Request(url, {
      method,
      headers,
      ...(sent !== undefined && { body: sent, duplex: 'half' }),
    } as RequestInit)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function bodyOf(body: Draft['body'], json: unknown): RequestInit['body'] {
  if (body === 'broken') return brokenBody()
  if (body !== undefined) return body as RequestInit['body']
  return json === undefined ? undefined : JSON.stringify(json)
}

function brokenBody(): ReadableStream {
  let pulls = 0
  return new ReadableStream({
    pull(controller) {
      if (pulls++ === 0) controller.enqueue(new TextEncoder().encode('{"subject": "'))
      else controller.error(new Error('the connection was lost'))
    },
  })
}

/** Rejects when no answer comes. */
export async function send({ helpdesk }: TestHelpdesk, request: Request): Promise<Answer> {
  const started = busyMs()
  let timer: NodeJS.Timeout | undefined
  const hanging = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer in ${hangMs} ms.`)), hangMs)
  })
  const answering = helpdesk.fetch(request).then(async (response) => ({
    status: response.status,
    headers: response.headers,
    text: await textOf(response),
    ms: busyMs() - started,
  }))
  try {
    return await Promise.race([answering, hanging])
  } finally {
    clearTimeout(timer)
  }
}

/** Of a stream that never ends, the beginning. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return new TextDecoder().decode(first?.value)
}

/** In a few lines, for a report. */
export function describeDraft(draft: Draft): string {
  const { method, path, query, rawQuery, who, tenant, headers, json, body } = draft
  return JSON.stringify(
    { method, path, query, rawQuery, who, tenant, headers, body: body ?? json },
    (_key, value) =>
      typeof value === 'string' && value.length > 300
        ? `${value.slice(0, 300)}… (${value.length})`
        : value,
  ).slice(0, 4_000)
}
