/** What callers see of files. */
import type { Page, PageInput, PersonSummary } from '@deskhand/core/client'

/** What the scanner says of a file. */
export type ScanState = 'pending' | 'clean' | 'infected' | 'failed' | 'unscanned'

export interface Attachment {
  readonly id: string
  /** `null` for a draft. */
  readonly ticketId: string | null
  /** The reply it came with; `null` for a file of the ticket itself. */
  readonly replyId: string | null
  readonly audience: 'public' | 'internal'
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** What the bytes say it is. */
  readonly type: string
  /** What the upload said it is; never trusted. */
  readonly declaredType: string | null
  /** The SHA-256 of its bytes, in hexadecimal digits. */
  readonly sha256: string
  readonly state: ScanState
  /** Whether it can be downloaded as it stands. */
  readonly isServed: boolean
  /** Whether a browser may show it in place: raster images of up to 50 megapixels, and PDF. */
  readonly isInline: boolean
  readonly uploadedBy: PersonSummary
  readonly createdAt: string
  readonly attachedAt: string | null
  readonly deletedAt: string | null
  /** What the scanner found, for those who may release it. */
  readonly scanDetail?: string | null
  readonly releasedAt?: string | null
}

/** What `GET /capabilities` tells of this plugin, for pages to check before they upload. */
export interface AttachmentFacts {
  /** Bytes of a file. */
  readonly fileBytes: number
  /** Files that come with one ticket or reply. */
  readonly filesAtOnce: number
  /** What the names of accepted files end with; the bytes decide. */
  readonly extensions: readonly string[]
  /** Whether a scanner looks at files before they are served. */
  readonly isScanned: boolean
}

/** Bytes as they come: a request's body, a file's stream, or all of them at once. */
export type ByteSource = AsyncIterable<Uint8Array> | Uint8Array

export interface UploadInput {
  readonly name: string
  readonly body: ByteSource
  /** The media type that the sender says it is. */
  readonly type?: string | undefined
  /** How many bytes there are; refused when there are more or fewer. */
  readonly size?: number | undefined
  /** Onto this ticket at once. Default: a draft of the actor. */
  readonly ticketId?: string | undefined
  /** With a ticket. Default `public`. */
  readonly audience?: 'public' | 'internal' | undefined
  /** A repeated upload with the same key and bytes answers with the first file. */
  readonly idempotencyKey?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export interface AttachmentTarget {
  readonly ticketId: string
  readonly attachmentId: string
}

export interface AttachmentListInput extends PageInput {
  readonly ticketId: string
  /** The deleted ones instead, for those who may restore them. */
  readonly deleted?: boolean | undefined
}

export type Disposition = 'attachment' | 'inline'

export interface DownloadInput extends AttachmentTarget {
  /** First byte, counted from 0. */
  readonly start?: number | undefined
  /** Last byte, inclusive. */
  readonly end?: number | undefined
}

export interface Download {
  readonly attachment: Attachment
  readonly body: ReadableStream<Uint8Array>
}

export interface LinkInput extends AttachmentTarget {
  /** `inline` is for files with `isInline` only. Default `attachment`. */
  readonly disposition?: Disposition | undefined
}

export interface DownloadLink {
  /** A path on the server of the helpdesk, which works without a session. */
  readonly url: string
  /** RFC 3339; five minutes after the link was made. */
  readonly expiresAt: string
}

/** What a tenant's files take up in the store, drafts and deleted ones included. */
export interface Usage {
  readonly files: number
  readonly bytes: number
}

export interface CheckInput {
  /** Removes blobs that no row knows. Default false: they are only named by `doctor()`. */
  readonly removeStrays?: boolean | undefined
}

/** `helpdesk.as(actor).attachments`. */
export interface AttachmentsApi {
  /** Stores a file. Answers when it is stored; it is scanned after that. */
  upload(input: UploadInput): Promise<Attachment>
  /** One of the actor's own drafts. */
  draft(input: { readonly attachmentId: string }): Promise<Attachment>
  /** Removes a draft for good. */
  discard(input: { readonly attachmentId: string }): Promise<void>
  list(input: AttachmentListInput): Promise<Page<Attachment>>
  get(input: AttachmentTarget): Promise<Attachment>
  download(input: DownloadInput): Promise<Download>
  /** A link that works for five minutes without a session. */
  link(input: LinkInput): Promise<DownloadLink>
  delete(input: AttachmentTarget): Promise<void>
  restore(input: AttachmentTarget): Promise<Attachment>
  /** Removes a deleted file for good. */
  purge(input: AttachmentTarget): Promise<void>
  /** Serves a file although the scanner says otherwise. */
  release(input: AttachmentTarget): Promise<Attachment>
  /** Puts a file before the scanner again. */
  rescan(input: AttachmentTarget): Promise<Attachment>
  usage(): Promise<Usage>
  /** Compares rows and store, in the background; `doctor()` tells what it found. */
  check(input?: CheckInput): Promise<void>
}

/** What the plugin adds to core's operations. */
export interface AttachmentsAdditions {
  readonly inputs: {
    readonly 'ticket.create': { readonly attachments?: readonly string[] | undefined }
    readonly 'reply.create': { readonly attachments?: readonly string[] | undefined }
  }
  readonly ticketFields: { readonly attachments: readonly Attachment[] }
  readonly replyFields: { readonly attachments: readonly Attachment[] }
}
