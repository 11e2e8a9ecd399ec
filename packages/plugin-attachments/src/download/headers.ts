/** What a download says of itself: its name, and that nothing in it may run. */
import { create } from 'content-disposition'
import type { AttachmentRow } from '../schema.ts'
import type { Disposition } from '../types.ts'

/**
 * `Content-Disposition` with an ASCII name for old clients, and the whole one in UTF-8.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6266 (4.3, appendix D) and RFC 8187, formerly RFC 5987
 */
export function contentDisposition(type: Disposition, name: string): string {
  // Old browsers decode "%41". A transliteration could bring back what `cleanName` has removed: it turns
  // "／" into "/".
  return create(name, { type, fallback: name.replace(/[^\x20-\x7e]|%/gu, '_') })
}

export function dispositionFor(
  wanted: Disposition,
  { isInline }: Pick<AttachmentRow, 'isInline'>,
): Disposition {
  return wanted === 'inline' && isInline ? 'inline' : 'attachment'
}

const sandbox = "default-src 'none'; sandbox"
/** Chrome shows no PDF in a sandbox, and its viewer needs its own styles; scripts stay off. */
const pdfPolicy = "default-src 'none'; style-src 'unsafe-inline'"

export function fileHeaders(
  file: Pick<AttachmentRow, 'name' | 'type' | 'sha256' | 'isInline'>,
  wanted: Disposition,
): Record<string, string> {
  const { name, type, sha256 } = file
  const disposition = dispositionFor(wanted, file)
  const isShownPdf = disposition === 'inline' && type === 'application/pdf'
  return {
    'content-type': type,
    'content-disposition': contentDisposition(disposition, name),
    'content-security-policy': isShownPdf ? pdfPolicy : sandbox,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    etag: `"${sha256}"`,
  }
}
