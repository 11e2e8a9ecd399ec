/** The state of a composer: what is being written to one ticket, kept until it has been sent. */
import type { Reply, ReplyCreated, ReplyCreateInput, Status } from '@deskhand/core/client'
import { createAttempts, isRefusal } from '../sending/attempts.ts'
import { Holds } from '../sending/holds.ts'
import type { Drafts } from '../session/drafts.ts'

export type Audience = Reply['audience']

const audiences: readonly Audience[] = ['public', 'internal']
const typingPauseMs = 300

export interface CompositionOptions {
  readonly ticketId: string
  readonly drafts: Drafts
  create(input: ReplyCreateInput, options: { idempotencyKey: string }): Promise<ReplyCreated>
  onChange(): void
}

interface Side {
  text: string
  isRestored: boolean
  readonly inputs: Map<string, unknown>
}

/**
 * A reply and a note have a text and inputs of their own: so that what was written for colleagues never
 * goes to the customer because somebody has clicked a tab.
 */
export class Composition {
  readonly ticketId: string
  readonly holds: Holds
  readonly #options: CompositionOptions
  readonly #sides: Record<Audience, Side>
  readonly #sentHandlers = new Set<() => void>()
  #audience: Audience
  #isSending = false
  #error: unknown
  #saving: ReturnType<typeof setTimeout> | undefined
  #hasEnded = false

  constructor(options: CompositionOptions) {
    this.#options = options
    this.ticketId = options.ticketId
    this.holds = new Holds(() => options.onChange())
    this.#sides = { public: this.#restored('public'), internal: this.#restored('internal') }
    const hasOnlyNote = this.#sides.public.text === '' && this.#sides.internal.text !== ''
    this.#audience = hasOnlyNote ? 'internal' : 'public'
  }

  get audience(): Audience {
    return this.#audience
  }

  get text(): string {
    return this.#side.text
  }

  /** Whether the text was written before, and nothing has been changed about it yet. */
  get isRestored(): boolean {
    return this.#side.isRestored
  }

  get isSending(): boolean {
    return this.#isSending
  }

  /** Why the last try failed; gone with the next change. */
  get error(): unknown {
    return this.#error
  }

  get isEmpty(): boolean {
    return this.text.trim() === ''
  }

  /** Whether something is written to it that has not been sent. */
  has(audience: Audience): boolean {
    return this.#sides[audience].text.trim() !== ''
  }

  get canSend(): boolean {
    return !this.isEmpty && !this.#isSending && this.holds.reason === undefined
  }

  write(text: string): void {
    this.#side.text = text
    this.#side.isRestored = false
    this.#error = undefined
    this.#saving ??= setTimeout(() => this.save(), typingPauseMs)
    this.#options.onChange()
  }

  address(audience: Audience): void {
    if (audience === this.#audience || this.#isSending) return
    this.#audience = audience
    this.#error = undefined
    this.#options.onChange()
  }

  readonly setInput = (name: string, value: unknown): void => {
    if (value === undefined) this.#side.inputs.delete(name)
    else this.#side.inputs.set(name, value)
  }

  /** Returns a function that ends it. */
  readonly onSent = (handler: () => void): (() => void) => {
    this.#sentHandlers.add(handler)
    return () => this.#sentHandlers.delete(handler)
  }

  /** What `send` would send. */
  input(status?: Status): ReplyCreateInput {
    return {
      ...Object.fromEntries(this.#side.inputs),
      ticketId: this.ticketId,
      body: this.text,
      audience: this.#audience,
      ...(status !== undefined && { status }),
    }
  }

  /** Answers with what was written; `undefined` when it could not be sent: then `error` says why. */
  async send(status?: Status): Promise<ReplyCreated | undefined> {
    if (!this.canSend) return undefined
    const audience = this.#audience
    const input = this.input(status)
    const attempts = createAttempts(this.#options.drafts, draftName(this.ticketId, audience))
    this.#isSending = true
    this.#error = undefined
    this.save()
    this.#options.onChange()
    try {
      const created = await this.#options.create(input, { idempotencyKey: attempts.keyFor(input) })
      attempts.settle()
      this.#forget(audience)
      this.#sides[audience].inputs.clear()
      for (const handler of this.#sentHandlers) handler()
      return created
    } catch (error) {
      if (isRefusal(error)) attempts.settle()
      this.#error = error
      return undefined
    } finally {
      this.#isSending = false
      this.#options.onChange()
    }
  }

  /** Throws away what is written to the present audience. */
  discard(): void {
    this.#forget(this.#audience)
    this.#error = undefined
    this.#options.onChange()
  }

  /** Keeps the texts now, as when the page goes away. */
  save(): void {
    clearTimeout(this.#saving)
    this.#saving = undefined
    if (this.#hasEnded) return
    for (const audience of audiences) {
      const { text } = this.#sides[audience]
      this.#options.drafts.set(draftName(this.ticketId, audience), text.trim() === '' ? '' : text)
    }
  }

  /** Keeps nothing any more: the person has left. */
  end(): void {
    clearTimeout(this.#saving)
    this.#hasEnded = true
  }

  get #side(): Side {
    return this.#sides[this.#audience]
  }

  #restored(audience: Audience): Side {
    const text = this.#options.drafts.get(draftName(this.ticketId, audience)) ?? ''
    return { text, isRestored: text !== '', inputs: new Map() }
  }

  #forget(audience: Audience): void {
    const side = this.#sides[audience]
    side.text = ''
    side.isRestored = false
    if (!this.#hasEnded) this.#options.drafts.remove(draftName(this.ticketId, audience))
  }
}

function draftName(ticketId: string, audience: Audience): string {
  return `${audience === 'public' ? 'reply' : 'note'}:${ticketId}`
}
