/** `fetch` by XMLHttpRequest, for the one thing that it can't do: tell how much of a body has been sent. */

export type OnProgress = (sentBytes: number) => void

/** What is used of a browser's XMLHttpRequest; this package is compiled without the types of browsers. */
interface BrowserRequest {
  responseType: string
  withCredentials: boolean
  readonly upload: { onprogress: ((event: { readonly loaded: number }) => void) | null }
  readonly status: number
  readonly statusText: string
  readonly response: ArrayBuffer | null
  readonly responseURL: string
  onload: (() => void) | null
  onerror: (() => void) | null
  onabort: (() => void) | null
  open(method: string, url: string): void
  setRequestHeader(name: string, value: string): void
  getAllResponseHeaders(): string
  send(body: RequestInit['body']): void
  abort(): void
}

interface BrowserGlobals {
  readonly XMLHttpRequest?: new () => BrowserRequest
  readonly location?: { readonly href: string }
}

const page = globalThis as BrowserGlobals

/**
 * Answers and fails like `fetch`. It can't refuse to follow a redirect, so with `redirect: 'error'` one
 * fails afterwards; browsers send no token along to another origin.
 *
 * @see https://xhr.spec.whatwg.org/
 */
export function sendWithProgress(
  url: string,
  init: RequestInit,
  onProgress: OnProgress,
): Promise<Response> {
  const { signal } = init
  if (!page.XMLHttpRequest) throw new TypeError('There is no XMLHttpRequest here.')
  const request = new page.XMLHttpRequest()
  request.open(init.method ?? 'POST', url)
  request.responseType = 'arraybuffer'
  request.withCredentials = init.credentials === 'include'
  for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value)
  request.upload.onprogress = ({ loaded }) => onProgress(loaded)
  const abort = () => request.abort()
  return new Promise<Response>((resolve, reject) => {
    const fail = () => reject(new TypeError('The request failed: no answer came.'))
    request.onerror = fail
    request.onabort = () => reject(signal?.reason ?? new DOMException('Aborted', 'AbortError'))
    request.onload = () => {
      const isElsewhere = request.responseURL !== new URL(url, page.location?.href).href
      if (isElsewhere && init.redirect === 'error') fail()
      else resolve(responseOf(request))
    }
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    signal?.addEventListener('abort', abort, { once: true })
    request.send(init.body)
  }).finally(() => signal?.removeEventListener('abort', abort))
}

function responseOf(request: BrowserRequest): Response {
  const { status, statusText } = request
  const headers = request
    .getAllResponseHeaders()
    .trim()
    .split(/[\r\n]+/)
    .filter((line) => line.includes(':'))
    .map((line): [string, string] => {
      const end = line.indexOf(':')
      return [line.slice(0, end), line.slice(end + 1).trim()]
    })
  const body = status === 204 || status === 205 || status === 304 ? null : request.response
  return new Response(body, { status, statusText, headers })
}
