/** `@deskhand/plugin-attachments/client`: files over HTTP. */
import { type CallOptions, type ClientPlugin, path, type WithOptions } from '@deskhand/core/client'
import type {
  Attachment,
  AttachmentsAdditions,
  AttachmentsApi,
  AttachmentTarget,
  Disposition,
} from './types.ts'

export type * from './types.ts'

export interface ClientUploadInput {
  readonly name: string
  /** A `File` of the page, bytes, or a stream, which can be sent once only. */
  readonly body: Blob | Uint8Array<ArrayBuffer> | ArrayBuffer | ReadableStream<Uint8Array>
  /** Default: what a `Blob` says of itself. */
  readonly type?: string | undefined
  /** Onto this ticket at once. Default: a draft. */
  readonly ticketId?: string | undefined
  readonly audience?: 'public' | 'internal' | undefined
  /** Called with the bytes that have been sent, in browsers; starts anew when the file is sent again. */
  readonly onProgress?: ((sentBytes: number) => void) | undefined
}

export interface ClientDownloadInput extends AttachmentTarget {
  readonly disposition?: Disposition | undefined
  /** First and last byte, counted from 0; the last may be left out. */
  readonly start?: number | undefined
  readonly end?: number | undefined
}

export interface AttachmentsClientApi
  extends Omit<WithOptions<AttachmentsApi, [options?: CallOptions]>, 'upload' | 'download'> {
  /**
   * Sends a file. It is sent again when no answer came, unless it is a stream; the server knows it by
   * its key and its digest.
   */
  upload(input: ClientUploadInput, options?: CallOptions): Promise<Attachment>
  /** The answer as it comes: read `body`, or `await answer.blob()`. */
  download(input: ClientDownloadInput, options?: CallOptions): Promise<Response>
}

export interface AttachmentsClient
  extends ClientPlugin<'attachments', AttachmentsClientApi, AttachmentsAdditions> {}

/**
 * @example
 * const client = createHelpdeskClient({ baseUrl: '/helpdesk', plugins: [attachmentsClient()] })
 * const { id } = await client.attachments.upload({ name: file.name, body: file })
 * await client.replies.create({ ticketId, body: 'Here it is.', attachments: [id] })
 */
export function attachmentsClient(): AttachmentsClient {
  return {
    id: 'attachments',
    create(http) {
      const one = ({ ticketId, attachmentId }: AttachmentTarget) =>
        path`/tickets/${ticketId}/attachments/${attachmentId}`
      const act =
        (action: string) =>
        <Result>(target: AttachmentTarget, options?: CallOptions) =>
          http.json<Result>({ method: 'POST', path: `${one(target)}/${action}` }, options)
      return {
        upload({ name, body, type, ticketId, audience, onProgress }, options) {
          const declared = type ?? (body instanceof Blob ? body.type : '')
          return http.json(
            {
              method: 'POST',
              path:
                ticketId === undefined ? '/attachments' : path`/tickets/${ticketId}/attachments`,
              query: { name, ...(ticketId !== undefined && { audience }) },
              rawBody: body,
              headers: { 'content-type': declared || 'application/octet-stream' },
              onProgress,
            },
            body instanceof ReadableStream ? options : { idempotencyKey: newKey(), ...options },
          )
        },
        draft: ({ attachmentId }, options) =>
          http.json({ method: 'GET', path: path`/attachments/${attachmentId}` }, options),
        discard: ({ attachmentId }, options) =>
          http.json({ method: 'DELETE', path: path`/attachments/${attachmentId}` }, options),
        list: ({ ticketId, ...query }, options) =>
          http.json(
            { method: 'GET', path: path`/tickets/${ticketId}/attachments`, query },
            options,
          ),
        get: (target, options) => http.json({ method: 'GET', path: one(target) }, options),
        download: ({ disposition, start, end, ...target }, options) =>
          http.response(
            {
              method: 'GET',
              path: `${one(target)}/content`,
              query: { disposition },
              headers: rangeOf(start, end),
            },
            options,
          ),
        link: ({ disposition, ...target }, options) =>
          http.json(
            {
              method: 'POST',
              path: `${one(target)}/links`,
              body: disposition === undefined ? {} : { disposition },
              isRepeatable: false,
            },
            options,
          ),
        delete: (target, options) => http.json({ method: 'DELETE', path: one(target) }, options),
        restore: act('restore'),
        purge: act('purge'),
        release: act('release'),
        rescan: act('rescan'),
        usage: (options) => http.json({ method: 'GET', path: '/attachments/usage' }, options),
        check: async (body = {}, options) => {
          await http.json({ method: 'POST', path: '/attachments/check', body }, options)
        },
      }
    },
  }
}

function rangeOf(start: number | undefined, end: number | undefined): Record<string, string> {
  if (start === undefined && end === undefined) return {}
  return { range: `bytes=${start ?? 0}-${end ?? ''}` }
}

/** `crypto.randomUUID` is missing on pages that are not served over HTTPS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
