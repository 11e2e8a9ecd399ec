/** A request whose body is the file itself. */
import { HelpdeskError } from '@deskhand/core/plugin'
import type { UploadInput } from '../types.ts'

/** Throws `unsupported_media_type` (415) for forms and compressed bodies, before a byte is read. */
export function incomingFile(
  request: Request,
): Pick<UploadInput, 'body' | 'type' | 'size' | 'idempotencyKey' | 'signal'> {
  const { headers } = request
  const type = headers.get('content-type') ?? undefined
  if (type !== undefined && /^\s*(multipart\/|application\/x-www-form-urlencoded)/i.test(type)) {
    throw unsupported(
      'Send the bytes of one file as the body, and its name as ?name=. Forms are not taken here.',
    )
  }
  const encoding = headers.get('content-encoding')
  if (encoding !== null && encoding !== 'identity') {
    throw unsupported('The body must not be compressed.')
  }
  if (request.bodyUsed) {
    throw new TypeError(
      'The body of the upload was read before it came to the helpdesk. Mount it before what parses bodies.',
    )
  }
  const length = headers.get('content-length')
  const key = headers.get('idempotency-key')
  return {
    body: request.body ?? new Uint8Array(),
    type,
    ...(length !== null && { size: Number(length) }),
    ...(key !== null && { idempotencyKey: key }),
    signal: request.signal,
  }
}

function unsupported(detail: string): HelpdeskError {
  return new HelpdeskError({ code: 'unsupported_media_type', status: 415, detail })
}
