/** The state of the form for a new ticket: what is filled in, kept until there is a ticket. */
import {
  HelpdeskApiError,
  type PersonSummary,
  type Priority,
  type Ticket,
  type TicketCreateInput,
} from '@deskhand/core/client'
import { createAttempts, isRefusal } from '../sending/attempts.ts'
import { Holds } from '../sending/holds.ts'
import type { Drafts } from '../session/drafts.ts'

/** Somebody who is known, or an address; `null` is the person who writes. */
export type Requester =
  | Pick<PersonSummary, 'id' | 'name' | 'avatarUrl'>
  | { readonly email: string }

export interface TicketValues {
  readonly subject: string
  readonly description: string
  /** Default: the server's. */
  readonly priority: Priority | undefined
  readonly categoryId: string | undefined
  readonly requester: Requester | null
}

export type TicketField = 'subject' | 'description' | 'priority' | 'category' | 'requester'

type FieldProblem =
  | 'subjectMissing'
  | 'subjectTooLong'
  | 'subjectRefused'
  | 'descriptionMissing'
  | 'descriptionRefused'
  | 'priorityRefused'
  | 'categoryRefused'
  | 'requesterRefused'

export type FieldProblems = Partial<Record<TicketField, FieldProblem>>

const nothing: TicketValues = {
  subject: '',
  description: '',
  priority: undefined,
  categoryId: undefined,
  requester: null,
}
const subjectLimit = 200
const typingPauseMs = 300
const draftName = 'new-ticket'

export interface TicketFormOptions {
  readonly drafts: Drafts
  create(input: TicketCreateInput, options: { idempotencyKey: string }): Promise<Ticket>
  onChange(): void
}

export class TicketForm {
  readonly holds: Holds
  readonly #options: TicketFormOptions
  readonly #inputs = new Map<string, unknown>()
  readonly #sentHandlers = new Set<() => void>()
  #values: TicketValues
  #isRestored: boolean
  #hasTried = false
  #refused: FieldProblems = {}
  #isSending = false
  #error: unknown
  #created: Ticket | undefined
  #saving: ReturnType<typeof setTimeout> | undefined
  #hasEnded = false

  constructor(options: TicketFormOptions) {
    this.#options = options
    this.holds = new Holds(() => options.onChange())
    const draft = read(options.drafts.get(draftName))
    this.#values = { ...nothing, ...draft }
    this.#isRestored = draft !== undefined
  }

  get values(): TicketValues {
    return this.#values
  }

  /** Whether it was filled in before, and nothing has been changed since. */
  get isRestored(): boolean {
    return this.#isRestored
  }

  get isSending(): boolean {
    return this.#isSending
  }

  /** Why the last try failed, if not because of a field. */
  get error(): unknown {
    return this.#error
  }

  /** The ticket, once there is one. */
  get created(): Ticket | undefined {
    return this.#created
  }

  /** What is wrong, from the first try on: nobody is told of what they have not reached yet. */
  get problems(): FieldProblems {
    return { ...this.#refused, ...(this.#hasTried && check(this.#values)) }
  }

  get isValid(): boolean {
    return Object.keys(check(this.#values)).length === 0
  }

  set(change: Partial<TicketValues>): void {
    this.#values = { ...this.#values, ...change }
    this.#isRestored = false
    this.#error = undefined
    for (const name of Object.keys(change)) {
      const field = name === 'categoryId' ? 'category' : (name as TicketField)
      this.#refused = { ...this.#refused, [field]: undefined }
    }
    this.#saving ??= setTimeout(() => this.save(), typingPauseMs)
    this.#options.onChange()
  }

  readonly setInput = (name: string, value: unknown): void => {
    if (value === undefined) this.#inputs.delete(name)
    else this.#inputs.set(name, value)
  }

  /** Returns a function that ends it. */
  readonly onSent = (handler: () => void): (() => void) => {
    this.#sentHandlers.add(handler)
    return () => this.#sentHandlers.delete(handler)
  }

  /** Shows what is wrong. Answers whether nothing is. */
  validate(): boolean {
    this.#hasTried = true
    this.#options.onChange()
    return this.isValid
  }

  /** What `send` would send. */
  input(): TicketCreateInput {
    const { subject, description, priority, categoryId, requester } = this.#values
    return {
      ...Object.fromEntries(this.#inputs),
      subject: subject.trim(),
      description,
      ...(priority !== undefined && { priority }),
      ...(categoryId !== undefined && { categoryId }),
      ...(requester !== null &&
        ('id' in requester ? { requesterId: requester.id } : { requesterEmail: requester.email })),
    }
  }

  /** Answers with the ticket; `undefined` when there is none: then `problems` or `error` say why. */
  async send(): Promise<Ticket | undefined> {
    if (this.#isSending || this.holds.reason !== undefined || !this.validate()) return undefined
    const input = this.input()
    const attempts = createAttempts(this.#options.drafts, draftName)
    this.#isSending = true
    this.#error = undefined
    this.save()
    this.#options.onChange()
    try {
      const idempotencyKey = attempts.keyFor(input)
      this.#created = await this.#options.create(input, { idempotencyKey })
      attempts.settle()
      this.#clear()
      this.#inputs.clear()
      for (const handler of this.#sentHandlers) handler()
      return this.#created
    } catch (error) {
      if (isRefusal(error)) attempts.settle()
      this.#refused = refusedFields(error)
      if (Object.keys(this.#refused).length === 0) this.#error = error
      return undefined
    } finally {
      this.#isSending = false
      this.#options.onChange()
    }
  }

  /** Empties it, also for the next ticket. */
  reset(): void {
    this.#clear()
    this.#created = undefined
    this.#options.onChange()
  }

  /** Keeps what is filled in now, as when the page goes away. */
  save(): void {
    clearTimeout(this.#saving)
    this.#saving = undefined
    if (this.#hasEnded) return
    const { subject, description } = this.#values
    const isEmpty = subject.trim() === '' && description.trim() === ''
    this.#options.drafts.set(draftName, isEmpty ? '' : JSON.stringify(this.#values))
  }

  /** Keeps nothing any more: the person has left. */
  end(): void {
    clearTimeout(this.#saving)
    this.#hasEnded = true
  }

  #clear(): void {
    clearTimeout(this.#saving)
    this.#saving = undefined
    this.#values = nothing
    this.#isRestored = this.#hasTried = false
    this.#refused = {}
    this.#error = undefined
    if (!this.#hasEnded) this.#options.drafts.remove(draftName)
  }
}

/** What the server would refuse. */
function check({ subject, description }: TicketValues): FieldProblems {
  const length = subject.trim().length
  return {
    ...(length === 0 && { subject: 'subjectMissing' }),
    ...(length > subjectLimit && { subject: 'subjectTooLong' }),
    ...(description.trim() === '' && { description: 'descriptionMissing' }),
  }
}

const byPath: Readonly<Record<string, readonly [TicketField, FieldProblem]>> = {
  '/subject': ['subject', 'subjectRefused'],
  '/description': ['description', 'descriptionRefused'],
  '/priority': ['priority', 'priorityRefused'],
  '/categoryId': ['category', 'categoryRefused'],
  '/requesterId': ['requester', 'requesterRefused'],
  '/requesterEmail': ['requester', 'requesterRefused'],
}

/** By the JSON Pointers of a problem document (RFC 9457, RFC 6901). */
function refusedFields(error: unknown): FieldProblems {
  if (!(error instanceof HelpdeskApiError)) return {}
  return Object.fromEntries(
    error.errors.flatMap(({ path }) => (byPath[path] ? [byPath[path]] : [])),
  )
}

function read(text: string | undefined): Partial<TicketValues> | undefined {
  try {
    const draft: unknown = JSON.parse(text ?? 'null')
    if (typeof draft !== 'object' || draft === null) return undefined
    const { subject, description } = draft as Partial<TicketValues>
    return typeof subject === 'string' && typeof description === 'string' ? draft : undefined
  } catch {
    return undefined
  }
}
