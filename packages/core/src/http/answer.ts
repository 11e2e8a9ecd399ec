/** An answer as data until the last moment, so that it can be kept and given again. */

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export type HeaderRecord = Readonly<Record<string, string>>

/** On every answer: nothing of it is stored by a cache or taken for another type. */
export const alwaysHeaders: HeaderRecord = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
}

/** Servers replace the global `Response`, so a fetched one may be of another class. */
export function isResponse(value: unknown): value is Response {
  return Object.prototype.toString.call(value) === '[object Response]'
}

export function toResponse({ status, headers, body }: Answer, added: HeaderRecord): Response {
  return new Response(body, { status, headers: { ...added, ...headers } })
}

/** Adds headers to what a handler answered with; those it set itself stay. */
export function withHeaders(response: Response, added: HeaderRecord): Response {
  try {
    addMissing(response.headers, added)
    return response
  } catch {
    // Headers of a fetched or redirecting response can't be changed.
    const copy = new Response(response.body, response)
    addMissing(copy.headers, added)
    return copy
  }
}

function addMissing(headers: Headers, added: HeaderRecord): void {
  for (const name in added) {
    if (!headers.has(name)) headers.set(name, added[name] as string)
  }
}
