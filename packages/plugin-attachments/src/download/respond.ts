/** A file as an HTTP answer. */
import { HelpdeskError } from '@deskhand/core/plugin'
import type { Settings } from '../options.ts'
import type { AttachmentRow } from '../schema.ts'
import type { Disposition } from '../types.ts'
import { fileHeaders } from './headers.ts'
import { openFile, requireServed } from './open.ts'
import { wantedRange } from './range.ts'

export async function respondWithFile(
  settings: Settings,
  row: AttachmentRow,
  request: Request,
  wanted: Disposition,
): Promise<Response> {
  requireServed(settings, row)
  const { size } = row
  const headers = fileHeaders(row, wanted)
  const etag = headers.etag as string
  if (isKnown(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: { etag } })
  }
  const range = wantedRange(request.headers, size, etag)
  if (range === 'none') {
    throw new HelpdeskError({
      code: 'range_not_satisfiable',
      status: 416,
      detail: `The file has ${size} bytes; ask for a range within them.`,
      extra: { size },
    })
  }
  const isPart = range !== 'all'
  const length = isPart ? range.end - range.start + 1 : size
  const body =
    request.method === 'HEAD' ? null : await openFile(settings, row, isPart ? range : undefined)
  return new Response(body, {
    status: isPart ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(length),
      ...(isPart && { 'content-range': `bytes ${range.start}-${range.end}/${size}` }),
    },
  })
}

function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(etag)
}
