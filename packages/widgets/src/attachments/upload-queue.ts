/** Files on their way to the server, a few at a time. */
import { HelpdeskApiError } from '@deskhand/core/client'
import type { Attachment, AttachmentFacts } from '@deskhand/plugin-attachments/client'
import { newKey } from '../sending/attempts.ts'
import { type FileFault, faultOf } from './facts.ts'

/**
 * - `waiting`: others go first
 * - `uploading`
 * - `checking`: uploaded, and not scanned yet; can be sent
 * - `ready`
 * - `quarantined`: the scanner found malware, so it can't be sent
 * - `failed`: trying again may help
 * - `refused`: it won't
 */
export type UploadStatus =
  | 'waiting'
  | 'uploading'
  | 'checking'
  | 'ready'
  | 'quarantined'
  | 'failed'
  | 'refused'

export interface Upload {
  readonly id: string
  readonly file: File
  readonly status: UploadStatus
  /** From 0 to 1. */
  readonly progress: number
  /** Once it is uploaded; its name may be another one. */
  readonly attachment: Attachment | undefined
  /** Why it is `failed` or `refused`: known beforehand, or what the server said. */
  readonly fault: FileFault | undefined
  readonly error: unknown
}

export interface UploadTransport {
  upload(
    input: { name: string; body: File; onProgress(sentBytes: number): void },
    options: { signal: AbortSignal; idempotencyKey: string },
  ): Promise<Attachment>
  draft(input: { attachmentId: string }, options: { signal: AbortSignal }): Promise<Attachment>
  discard(input: { attachmentId: string }): Promise<void>
}

export interface UploadQueueOptions {
  readonly transport: UploadTransport
  readonly facts: AttachmentFacts
  onChange(): void
  /** Default 3. */
  readonly atOnce?: number
  /** Between two looks at a file that is being scanned. Default: 1 to 15 seconds, longer and longer. */
  pause?(attempt: number, signal: AbortSignal): Promise<void>
}

interface Entry {
  upload: Upload
  /** The server knows a file that is sent again by it. */
  readonly key: string
  readonly running: AbortController
}

export class UploadQueue {
  readonly #options: UploadQueueOptions
  #entries: readonly Entry[] = []

  constructor(options: UploadQueueOptions) {
    this.#options = options
  }

  get uploads(): readonly Upload[] {
    return this.#entries.map(({ upload }) => upload)
  }

  /** The files that can be sent along. */
  get attachmentIds(): readonly string[] {
    return this.uploads.flatMap(({ status, attachment }) =>
      attachment && (status === 'ready' || status === 'checking') ? attachment.id : [],
    )
  }

  get isUploading(): boolean {
    return this.uploads.some(({ status }) => status === 'waiting' || status === 'uploading')
  }

  add(files: readonly File[]): void {
    for (const file of files) this.#entries = [...this.#entries, this.#entryOf(file)]
    this.#changed()
  }

  retry(id: string): void {
    const entry = this.#find(id)
    if (entry?.upload.status !== 'failed') return
    // A new controller, for the old one may be aborted; the key stays.
    const { upload, key } = entry
    const fresh = { ...upload, status: 'waiting', progress: 0, error: undefined } as const
    this.#replace(entry, { upload: fresh, key, running: new AbortController() })
    this.#changed()
  }

  /** Stops it, or throws away what the server has. */
  remove(id: string): void {
    const entry = this.#find(id)
    if (!entry) return
    this.#entries = this.#entries.filter((one) => one !== entry)
    this.#drop(entry)
    this.#changed()
  }

  /** They have been sent: the server keeps them. */
  clear(): void {
    const kept = this.#entries.filter(({ upload }) => upload.status === 'failed')
    for (const entry of this.#entries) if (!kept.includes(entry)) entry.running.abort()
    this.#entries = kept
    this.#changed()
  }

  /** Stops everything. What the server has of it goes away by itself after a day. */
  end(): void {
    for (const { running } of this.#entries) running.abort()
    this.#entries = []
  }

  #entryOf(file: File): Entry {
    const { facts } = this.#options
    const count = this.uploads.filter(({ status }) => status !== 'refused').length
    const fault = faultOf(file, facts, count)
    const upload: Upload = {
      id: newKey(),
      file,
      status: fault ? 'refused' : 'waiting',
      progress: 0,
      attachment: undefined,
      fault,
      error: undefined,
    }
    return { upload, key: newKey(), running: new AbortController() }
  }

  #drop({ upload, running }: Entry): void {
    running.abort()
    if (!upload.attachment) return
    // Should that fail, the server removes it by itself.
    this.#options.transport.discard({ attachmentId: upload.attachment.id }).catch(() => {})
  }

  #changed(): void {
    const { atOnce = 3 } = this.#options
    const running = this.#entries.filter(({ upload }) => upload.status === 'uploading').length
    const waiting = this.#entries.filter(({ upload }) => upload.status === 'waiting')
    for (const entry of waiting.slice(0, Math.max(0, atOnce - running))) void this.#run(entry)
    this.#options.onChange()
  }

  async #run(entry: Entry): Promise<void> {
    const { file } = entry.upload
    const { signal } = entry.running
    const set = (change: Partial<Upload>) => {
      if (signal.aborted) return
      entry.upload = { ...entry.upload, ...change }
      this.#changed()
    }
    entry.upload = { ...entry.upload, status: 'uploading' }
    try {
      const attachment = await this.#options.transport.upload(
        {
          name: file.name,
          body: file,
          onProgress: (sent) => set({ progress: Math.min(1, sent / file.size) }),
        },
        { signal, idempotencyKey: entry.key },
      )
      // Cancelled in the last moment: the server has it, and nobody wants it.
      if (signal.aborted) this.#drop({ ...entry, upload: { ...entry.upload, attachment } })
      set({ ...stateOf(attachment), progress: 1, attachment })
      await this.#follow(attachment, signal, set)
    } catch (error) {
      set({ status: isFinal(error) ? 'refused' : 'failed', error })
    }
  }

  /** Looks again until the scanner has said something. */
  async #follow(
    { id: attachmentId, state }: Attachment,
    signal: AbortSignal,
    set: (change: Partial<Upload>) => void,
  ): Promise<void> {
    const { transport, pause = pauseLonger } = this.#options
    for (let attempt = 0; state === 'pending'; attempt += 1) {
      await pause(attempt, signal)
      if (signal.aborted) return
      try {
        const attachment = await transport.draft({ attachmentId }, { signal })
        state = attachment.state
        if (state !== 'pending') set({ ...stateOf(attachment), attachment })
      } catch (error) {
        // Gone, or not ours any more; anything else may pass.
        if (isFinal(error)) return
      }
    }
  }

  #find(id: string): Entry | undefined {
    return this.#entries.find(({ upload }) => upload.id === id)
  }

  #replace(entry: Entry, next: Entry): void {
    this.#entries = this.#entries.map((one) => (one === entry ? next : one))
  }
}

function stateOf({ state }: Attachment): Pick<Upload, 'status'> {
  if (state === 'pending') return { status: 'checking' }
  return { status: state === 'infected' ? 'quarantined' : 'ready' }
}

/** Whether the same file would be refused again. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof HelpdeskApiError)) return false
  return [400, 403, 404, 413, 415].includes(error.status) && error.code !== 'incomplete_body'
}

function pauseLonger(attempt: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, Math.min(15_000, 1_000 * 1.5 ** attempt))
    signal.addEventListener('abort', done, { once: true })
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
