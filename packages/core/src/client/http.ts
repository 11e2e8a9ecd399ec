/** Sends requests: who sends them, what is sent again, and what an answer means. */
import { type ClientAuth, createAuthenticator } from './auth.ts'
import { errorOf } from './errors.ts'
import { pause } from './pause.ts'
import { queryString } from './query.ts'
import type { OnProgress } from './xhr.ts'

/** How one call is made. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Of a POST. Default: a new one for each call, so that it can be sent again safely. */
  readonly idempotencyKey?: string | undefined
}

export interface ClientRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the base URL, such as `/tickets`. Write ids into it with `path`. */
  readonly path: string
  readonly query?: object | undefined
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, with `headers` saying what it is. */
  readonly rawBody?: RequestInit['body'] | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The version that was read: refused with 412 when there is a newer one. */
  readonly ifVersion?: number | undefined
  /** Whether a POST may be sent again under its key when no answer came. Default true. */
  readonly isRepeatable?: boolean | undefined
  /**
   * Called with the bytes of the body that have been sent, in browsers. Not called for a stream, nor
   * with a `fetch` of the page's own.
   */
  readonly onProgress?: OnProgress | undefined
}

export interface ClientHttp {
  /** Where the helpdesk is mounted, as it was given, without a slash at the end. */
  readonly baseUrl: string
  /** The answer's JSON, `undefined` for none. Throws `HelpdeskApiError` for a problem. */
  json<Result>(request: ClientRequest, options?: CallOptions): Promise<Result>
  /** The response as it is, once it is a good one. */
  response(request: ClientRequest, options?: CallOptions): Promise<Response>
  /**
   * Calls `listener` whenever the server doesn't know who asks (401) and renewing did not help, before
   * the request fails. Returns a function that stops it.
   */
  onUnauthenticated(listener: () => void): () => void
  /** For signing out: aborts all that is running, streams included, and forgets the token. */
  reset(): void
}

export interface HttpOptions {
  /** Where the helpdesk is mounted, such as `https://app.example/helpdesk` or `/helpdesk`. */
  readonly baseUrl: string
  /** Default: cookies. */
  readonly auth?: ClientAuth | undefined
  /** Default: the global one. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined
  /** How often a request is sent again when the network or the database failed it. Default 2. */
  readonly retries?: number | undefined
}

interface Attempt {
  readonly answer?: Response
  readonly failure?: unknown
}

const firstPauseMs = 250

export function createClientHttp(options: HttpOptions): ClientHttp {
  const { auth = { mode: 'cookie' }, retries = 2 } = options
  const own = options.fetch
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  const authenticator = createAuthenticator(auth)
  const listeners = new Set<() => void>()
  let running = new AbortController()

  async function renewed(refused: Record<string, string>): Promise<boolean> {
    try {
      return await authenticator.renew(refused)
    } catch (error) {
      for (const listener of listeners) listener()
      throw error
    }
  }

  async function response(request: ClientRequest, given: CallOptions = {}): Promise<Response> {
    const { signal } = running
    const options = {
      ...given,
      signal: given.signal ? AbortSignal.any([given.signal, signal]) : signal,
    }
    const key = keyOf(request, options)
    const isRepeatable = request.method === 'GET' || key !== undefined
    const url = baseUrl + request.path + queryString(request.query)
    const init = initOf(request, options, key)
    let mayRenew = true
    for (let attempt = 0; ; ) {
      const authHeaders = await authenticator.headers()
      const headers = { ...init.headers, ...authHeaders }
      const { answer, failure } = await attemptOnce(request, url, { ...init, headers })
      if (answer?.ok) return answer
      if (answer?.status === 401) {
        if (mayRenew && (await renewed(authHeaders))) {
          mayRenew = false
          continue
        }
        for (const listener of listeners) listener()
      }
      const error = answer ? await errorOf(answer) : failure
      const isWorthAnother = isRepeatable && attempt < retries && !options.signal?.aborted
      if (!isWorthAnother || !isPassing(error)) throw error
      await pause(firstPauseMs * 2 ** attempt * (1 + Math.random()), options.signal)
      attempt += 1
    }
  }

  async function attemptOnce(
    { onProgress }: ClientRequest,
    url: string,
    init: RequestInit,
  ): Promise<Attempt> {
    try {
      return { answer: await send(url, { ...init, ...authenticator.init }, onProgress) }
    } catch (failure) {
      return { failure }
    }
  }

  async function send(url: string, init: RequestInit, onProgress?: OnProgress): Promise<Response> {
    if (own) return own(url, init)
    const isStream = init.body instanceof ReadableStream
    if (!onProgress || isStream || !('XMLHttpRequest' in globalThis)) return fetch(url, init)
    const { sendWithProgress } = await import('./xhr.ts')
    return sendWithProgress(url, init, onProgress)
  }

  return {
    baseUrl,
    response,
    async json<Result>(request: ClientRequest, options?: CallOptions) {
      const answer = await response(request, options)
      return (answer.status === 204 ? undefined : await answer.json()) as Result
    },
    onUnauthenticated(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reset() {
      running.abort()
      running = new AbortController()
      authenticator.forget()
    },
  }
}

function keyOf(request: ClientRequest, { idempotencyKey }: CallOptions): string | undefined {
  if (request.method !== 'POST' || request.isRepeatable === false) return undefined
  // A stream can be sent once only.
  if (request.rawBody !== undefined) return idempotencyKey
  return idempotencyKey ?? newKey()
}

function initOf(
  request: ClientRequest,
  { signal }: CallOptions,
  key: string | undefined,
): RequestInit & { headers: Record<string, string> } {
  const { method, body, rawBody, ifVersion } = request
  return {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(ifVersion !== undefined && { 'if-match': `"${ifVersion}"` }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...request.headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(rawBody !== undefined && { body: rawBody }),
    // What `fetch` demands of a body that is sent while it is made.
    ...(rawBody instanceof ReadableStream && { duplex: 'half' }),
    ...(signal && { signal }),
  }
}

/** What may go away by itself: no network, a busy database, the same request still running. */
function isPassing(error: unknown): boolean {
  if (error instanceof TypeError) return true
  const { status, code } = (error ?? {}) as { status?: number; code?: string }
  return status === 503 || code === 'idempotency_in_progress'
}

/** `crypto.randomUUID` is missing on pages that are not served over HTTPS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
