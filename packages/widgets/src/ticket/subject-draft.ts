/** A subject while it is being typed, with the ticket as it was when that began. */
import type { Ticket } from '@deskhand/core/client'
import type { ReactiveControllerHost } from 'lit'
import { createRef, type Ref } from 'lit/directives/ref.js'

export class SubjectDraft {
  readonly input: Ref<HTMLInputElement> = createRef()
  readonly editButton: Ref<HTMLButtonElement> = createRef()
  readonly #host: ReactiveControllerHost
  #text: string | undefined
  #base: Ticket | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
  }

  /** `undefined` while it is not being edited. */
  get text(): string | undefined {
    return this.#text
  }

  get base(): Ticket | undefined {
    return this.#base
  }

  get isEmpty(): boolean {
    return this.#text?.trim() === ''
  }

  async begin(ticket: Ticket): Promise<void> {
    this.#base = ticket
    this.type(ticket.subject)
    await this.#host.updateComplete
    this.input.value?.focus()
    this.input.value?.select()
  }

  type(text: string): void {
    this.#text = text
    this.#host.requestUpdate()
  }

  /** Goes back to the subject as it is, and the focus to where it came from. */
  async end(): Promise<void> {
    this.reset()
    this.#host.requestUpdate()
    await this.#host.updateComplete
    this.editButton.value?.focus()
  }

  reset(): void {
    this.#text = this.#base = undefined
  }
}
