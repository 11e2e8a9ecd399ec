/** Where bytes are kept. Implement it for another kind of store, and run `describeStoreContract` on it. */

export interface PutOptions {
  /** Aborts the write. */
  readonly signal?: AbortSignal | undefined
}

/** Which bytes to read, both ends inclusive as in HTTP. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface StoredBlob {
  readonly key: string
  readonly size: number
  readonly modifiedAt: Date
}

export interface ListOptions {
  /** Only keys after this one. */
  readonly after?: string | undefined
  readonly limit: number
}

export interface SignedUrlOptions {
  readonly expiresInSeconds: number
  /** The whole `Content-Disposition` to answer with. */
  readonly disposition: string
  readonly type: string
}

export interface AttachmentStore {
  /** Such as `local disk`, for messages. */
  readonly name: string
  /**
   * Writes a blob as its bytes come, holding no more of it in memory than it has to. Resolves when it
   * would survive a crash. When `body` throws, or anything fails, the blob is not there and the error
   * is thrown on. A key is written once only; keys are Deskhand's own: lower-case letters, digits,
   * dashes and slashes.
   */
  put(key: string, body: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<void>
  /** Throws `StoreError` `not_found`. Cancelling the stream frees what it holds. */
  get(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>
  /** Removes a blob and whatever an unfinished `put` of it left behind. Fine when there is nothing. */
  delete(key: string): Promise<void>
  /** Finished blobs in the byte order of their keys. */
  list(options: ListOptions): Promise<readonly StoredBlob[]>
  /** A URL that the browser may download from directly. Left out by stores that have none. */
  signedUrl?(key: string, options: SignedUrlOptions): Promise<string>
}

/**
 * `not_found`: there is no such blob. `full`: no room. `unavailable`: it may work later.
 * `misconfigured`: it will not work before somebody changes something.
 */
export type StoreErrorCode = 'not_found' | 'full' | 'unavailable' | 'misconfigured'

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

const keyPattern = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*$/

/** Throws for a key that Deskhand would not have made. */
export function checkKey(key: string): string {
  if (key.length <= 200 && keyPattern.test(key)) return key
  throw new TypeError(`${JSON.stringify(key.slice(0, 100))} is not a key of a blob.`)
}
