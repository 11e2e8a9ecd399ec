/** What looks for malware. Implement it for another scanner. */

export type Verdict =
  | { readonly state: 'clean' }
  | { readonly state: 'infected'; readonly detail: string }
  /** It could not look into this file, and never will: too large, encrypted, broken. */
  | { readonly state: 'failed'; readonly detail: string }

export interface Scanner {
  /** Such as `clamd at 127.0.0.1:3310`, for messages. */
  readonly name: string
  /**
   * Reads `body` and says what it is. Throws `ScannerUnavailable` when it can't be asked: then the
   * file stays as it is and is scanned again later. Errors of `body` are thrown on.
   */
  scan(body: AsyncIterable<Uint8Array>, options: { readonly signal: AbortSignal }): Promise<Verdict>
}

export class ScannerUnavailable extends Error {
  override readonly name = 'ScannerUnavailable'
}
