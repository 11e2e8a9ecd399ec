import type { ReactiveController } from 'lit'
import type { Session } from '../session/session.ts'
import type { SessionHost } from '../session/session-host.ts'

/** Something that a person is writing. */
interface Draft {
  /** Keeps it now. */
  save(): void
  /** Keeps nothing any more. */
  end(): void
}

export interface KeptDraftOptions<Kept extends Draft> {
  /** What it is for, such as the id of a ticket; `undefined` for nothing. */
  subject(): string | undefined
  make(session: Session): Kept
}

/**
 * A draft of the person who is signed in: saved when the page or the element goes away, another one for
 * another subject or person, and forgotten when the person signs out. A session that has to be renewed
 * leaves it as it is.
 */
export class KeptDraft<Kept extends Draft> implements ReactiveController {
  readonly #host: SessionHost
  readonly #options: KeptDraftOptions<Kept>
  #value: Kept | undefined
  #signal: AbortSignal | undefined
  #owner: string | undefined
  #subject: string | undefined
  #isConnected = false

  constructor(host: SessionHost, options: KeptDraftOptions<Kept>) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  get value(): Kept | undefined {
    return this.#value
  }

  hostConnected(): void {
    this.#isConnected = true
    addEventListener('pagehide', this.#save)
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    this.#isConnected = false
    removeEventListener('pagehide', this.#save)
    this.#close()
  }

  /** To be called in the host's `willUpdate`: looks whether the draft is still the right one. */
  follow(): void {
    if (!this.#isConnected) return
    if (this.#signal?.aborted) this.#forget()
    const { session } = this.#host
    const subject = this.#options.subject()
    const owner = session?.person?.id ?? this.#owner
    if (subject === this.#subject && owner === this.#owner) return
    this.#close()
    if (!session?.person || subject === undefined) return
    this.#signal = session.signal
    this.#owner = owner
    this.#subject = subject
    this.#value = this.#options.make(session)
  }

  readonly #save = (): void => this.#value?.save()

  #close(): void {
    this.#value?.save()
    this.#forget()
  }

  #forget(): void {
    this.#value?.end()
    this.#value = this.#signal = this.#owner = this.#subject = undefined
  }
}
