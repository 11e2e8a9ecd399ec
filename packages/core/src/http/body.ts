/** Reading a JSON body: the right type, a bounded size, depth and number of values, nothing cut off. */
import { HelpdeskError } from '../kit/errors.ts'

const maxDepth = 32
/** Values of all levels. A schema takes about 10 µs for each, and it would take a second to refuse 100,000. */
const maxValues = 10_000
const isJson = /^application\/json[ \t]*(?:;|$)/i
const charset = /;[ \t]*charset="?([^";]*)/i
/** Labels of UTF-8 that clients send. The registered name is `utf-8`. */
const utf8Labels: readonly string[] = ['utf-8', 'utf8']
const utf8 = new TextDecoder('utf-8', { fatal: true })
const utf8Leniently = new TextDecoder()

/** Refuses a body that says it is too long, before anything is done for it. */
export function checkContentLength(request: Request, limit: number): void {
  const length = request.headers.get('content-length')
  if (length !== null && Number(length) > limit) throw bodyTooLarge(limit)
}

/** For what takes no body: none is fine, and so is an empty JSON object. */
export async function refuseBody(request: Request, limit: number): Promise<void> {
  if (!hasBody(request)) return
  const bytes = await readBytes(request, limit)
  if (bytes.byteLength === 0) return
  const text = utf8Leniently.decode(bytes)
  if (text.trim() !== '{}') {
    throw badJson('unexpected_body', 'This takes no body. Send none, or an empty JSON object.')
  }
}

function hasBody(request: Request): boolean {
  const length = request.headers.get('content-length')
  return length === null ? request.body !== null : length !== '0'
}

export async function readJson(request: Request, limit: number): Promise<unknown> {
  checkType(request.headers)
  return parseJson(await readBytes(request, limit))
}

function checkType(headers: Headers): void {
  const type = headers.get('content-type')
  const label = charset.exec(type ?? '')?.[1] ?? 'utf-8'
  const isUtf8 = utf8Labels.includes(label.trim().toLowerCase())
  if (type === null || !isJson.test(type) || !isUtf8) {
    throw unsupported('The body must be application/json in UTF-8, with that Content-Type.')
  }
  const encoding = headers.get('content-encoding')
  if (encoding !== null && encoding !== 'identity') {
    throw unsupported('The body must not be compressed.')
  }
}

/** The whole body. Throws `body_too_large` (413) as soon as it passes the limit. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  if (isRead(request)) throw alreadyRead()
  // Where a length is declared the server has framed the body by it: read at once, that is faster.
  const isFramed = request.headers.has('content-length')
  try {
    const bytes = isFramed
      ? new Uint8Array(await request.arrayBuffer())
      : await readStream(request.body, limit)
    if (bytes.byteLength > limit) throw bodyTooLarge(limit)
    return bytes
  } catch (error) {
    if (error instanceof HelpdeskError) throw error
    throw badJson('incomplete_body', 'The body broke off before its end.', error)
  }
}

/** Requests with a body that was parsed by the host and written again. Its bytes may be others. */
const rewritten = new WeakSet<Request>()

export function markRewritten(request: Request): void {
  rewritten.add(request)
}

/** Throws `body_already_read` (500) unless the bytes of the body are those that the client sent. */
export function requireOriginalBody(request: Request): void {
  if (isRead(request) || rewritten.has(request)) throw alreadyRead()
}

function isRead({ bodyUsed, body }: Request): boolean {
  return bodyUsed || body?.locked === true
}

function alreadyRead(): HelpdeskError {
  return new HelpdeskError({
    code: 'body_already_read',
    status: 500,
    detail:
      'The app read the body of the request before the helpdesk. Mount the helpdesk before middleware that parses ' +
      "bodies, such as express.json(), or let that middleware leave out the helpdesk's path.",
  })
}

async function readStream(stream: Request['body'], limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength
    if (size > limit) throw bodyTooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

function parseJson(bytes: Uint8Array): unknown {
  let value: unknown
  try {
    value = JSON.parse(utf8.decode(bytes))
  } catch (error) {
    throw badJson('invalid_json', 'The body is not valid JSON in UTF-8.', error)
  }
  const problem = problemOf(value)
  if (problem) throw badJson('invalid_json', problem)
  return value
}

function problemOf(value: unknown): string | undefined {
  let left = maxValues
  const walk = (inner: unknown, depth: number): string | undefined => {
    left -= 1
    if (left < 0) return `The body has more than ${maxValues} values. Send less at once.`
    if (typeof inner !== 'object' || inner === null) return undefined
    if (depth === 0) return `The body is nested more than ${maxDepth} deep.`
    for (const key in inner) {
      if (key === '__proto__') return 'The body has a field "__proto__".'
      const problem = walk(inner[key as keyof typeof inner], depth - 1)
      if (problem) return problem
    }
    return undefined
  }
  return walk(value, maxDepth)
}

function bodyTooLarge(limit: number): HelpdeskError {
  return new HelpdeskError({
    code: 'body_too_large',
    status: 413,
    detail: `The body is larger than the ${limit} bytes that are accepted here.`,
    extra: { limit },
  })
}

function unsupported(detail: string): HelpdeskError {
  return new HelpdeskError({ code: 'unsupported_media_type', status: 415, detail })
}

function badJson(code: string, detail: string, cause?: unknown): HelpdeskError {
  return new HelpdeskError({ code, status: 400, detail, cause })
}
