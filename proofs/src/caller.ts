/** Requests to a host over a real socket. */
import type { PersonId } from './people.ts'

export interface Asked {
  readonly as: PersonId
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the helpdesk's own path. */
  readonly path: string
  readonly body?: unknown
  /** `Idempotency-Key` */
  readonly key?: string
  /** `If-Match`, as a version. */
  readonly version?: number
}

export interface Answered<Body = Record<string, unknown>> {
  readonly status: number
  readonly body: Body
  readonly replayed: boolean
}

/** Rejects when no whole answer came. */
export async function ask<Body = Record<string, unknown>>(
  url: string,
  { as, method, path, body, key, version }: Asked,
): Promise<Answered<Body>> {
  const response = await fetch(`${url}/helpdesk${path}`, {
    method,
    headers: {
      authorization: `Bearer demo-${as}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(60_000),
  })
  const text = await response.text()
  return {
    status: response.status,
    body: (text === '' ? {} : JSON.parse(text)) as Body,
    replayed: response.headers.get('idempotency-replayed') === 'true',
  }
}
