import type { Category, Ticket, TicketCreateInput } from '@deskhand/core/client'
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { statusTerms } from '../badges/terms.ts'
import type { NewTicketFieldContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { lockIcon } from '../icons/icons.ts'
import { isComposing } from '../keyboard/is-composing.ts'
import { PopoverController } from '../overlay/popover-controller.ts'
import { explainProblem, problemTerms } from '../problems/explain.ts'
import { FileIntake } from '../sending/file-intake.ts'
import { KeptDraft } from '../sending/kept-draft.ts'
import { sendingTerms } from '../sending/terms.ts'
import {
  dropView,
  failureView,
  restoredView,
  sendingStyles,
  waitingView,
} from '../sending/views.ts'
import { sessionTask } from '../session/session-host.ts'
import { commonTerms } from '../terms/common.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { fieldStyles } from '../theme/fields.ts'
import { menuStyles } from '../theme/menus.ts'
import { skeletonStyles } from '../theme/skeletons.ts'
import { choiceFields } from './choice-fields.ts'
import { createdView } from './created.ts'
import { fieldOrder, idOf } from './field-places.ts'
import { footView } from './foot.ts'
import { FormAssociatedElement, type Invalidity } from './form-associated.ts'
import { requesterField } from './requester-field.ts'
import { newTicketStyles } from './styles.ts'
import { newTicketTerms } from './terms.ts'
import { textFields } from './text-fields.ts'
import { type FieldProblems, type TicketField, TicketForm } from './ticket-form.ts'

declare global {
  interface HTMLElementEventMap {
    /** A ticket is about to be created. */
    'deskhand-ticket-submit': CustomEvent<TicketSubmitDetail>
    /** A ticket was created. */
    'deskhand-ticket-created': CustomEvent<TicketCreatedDetail>
  }
}

export interface TicketSubmitDetail {
  /** With what contributions add, such as `attachments`. */
  readonly input: Readonly<TicketCreateInput>
}

export interface TicketCreatedDetail {
  readonly ticket: Ticket
}

const skeleton = ['line', 'input', 'text', 'input'] as const

/**
 * The form for a new ticket. What is filled in is kept as a draft of the person until there is a ticket.
 *
 * It takes part in a form around it: its value is the id of the ticket, and it is invalid until it is
 * filled in (`checkValidity()`, `:invalid`, `<fieldset disabled>`, and resetting all work).
 *
 * @fires deskhand-ticket-submit - About to be created; `preventDefault()` keeps it.
 * @fires deskhand-ticket-created - There is a ticket.
 * @fires deskhand-ticket-open - The new ticket is about to be opened; can be cancelled.
 * @csspart form - The fields.
 * @csspart title - The heading.
 * @csspart submit - The button that creates.
 * @csspart created - What is shown once there is a ticket.
 */
export class DeskhandNewTicket extends FormAssociatedElement {
  static override styles = [
    ...[DeskhandElement.styles, buttonStyles, fieldStyles, menuStyles],
    ...[skeletonStyles, sendingStyles, newTicketStyles],
  ]
  static override properties: PropertyDeclarations = {
    heading: { type: String },
    href: { type: String },
  }

  /** Default `New ticket`; a space for none. */
  declare heading: string
  /** Where a ticket is, such as `/tickets/{id}` or `/tickets/{number}`. Default: none. */
  declare href: string
  #draft = new KeptDraft<TicketForm>(this, {
    subject: () => 'new-ticket',
    make: (session) =>
      new TicketForm({
        drafts: session.drafts,
        create: (input, options) => {
          const { client, signal } = this.session ?? session
          return client.tickets.create(input, { ...options, signal })
        },
        onChange: () => this.requestUpdate(),
      }),
  })
  #context: NewTicketFieldContext | undefined
  #files = new FileIntake(this)
  #popover = new PopoverController(this, { onOpen: () => void this.#focusPicker() })
  #categories = sessionTask(this, {
    args: () => [],
    load: async (client, _args, signal): Promise<readonly Category[]> => {
      if (!this.session?.can('category.read')) return []
      return (await client.categories.list({}, { signal })).data
    },
  })

  constructor() {
    super()
    this.heading = ''
    this.href = ''
  }

  /** Whether it is filled in; shows what is missing. */
  override reportValidity(): boolean {
    const isValid = this.#form?.validate() ?? false
    if (!isValid) void this.#focusProblem()
    return isValid
  }

  /** Empties it, for another ticket. */
  override reset(): void {
    this.#form?.reset()
  }

  /** Creates the ticket, as its button does. */
  async submit(): Promise<Ticket | undefined> {
    const form = this.#form
    if (!form || this.isDisabled || form.isSending || form.holds.reason !== undefined) return
    if (!form.validate()) return void (await this.#focusProblem())
    if (!emit(this, 'deskhand-ticket-submit', { input: form.input() }, 'intent')) return
    const ticket = await form.send()
    if (!ticket) return void (await this.#focusProblem())
    emit(this, 'deskhand-ticket-created', { ticket })
    await this.updateComplete
    this.#focusOn('.created h2')
    return ticket
  }

  protected override willUpdate(): void {
    this.#draft.follow()
  }

  protected override updated(): void {
    const form = this.#form
    this.report(form?.created?.id ?? null, form && this.#invalidity(form))
  }

  protected override render(): unknown {
    const form = this.#form
    if (!form) return waitingView(this.session, this.terms(commonTerms), skeleton)
    const terms = this.terms(newTicketTerms)
    const { created: ticket } = form
    if (ticket) {
      return createdView({
        ticket,
        terms,
        href: this.href,
        open: (event) => this.#openTicket(event, ticket),
        another: () => void this.#another(),
      })
    }
    if (!this.session?.can('ticket.create')) {
      return html`<p class="line">${lockIcon()}${terms.mayNot}</p>`
    }
    const heading = this.heading || terms.title
    return html`<form
        class="form"
        part="form"
        novalidate
        aria-label=${heading.trim() || terms.title}
        @submit=${this.#submitted}
        @keydown=${this.#pressed}
      >
        ${heading.trim() === '' ? nothing : html`<h2 class="title" part="title">${heading}</h2>`}
        ${
          form.isRestored
            ? restoredView(this.terms(sendingTerms), () => void this.#another())
            : nothing
        }
        ${this.#fields(form)}
        ${
          form.error === undefined
            ? nothing
            : failureView(terms.failed, explainProblem(form.error, this.terms(problemTerms)))
        }
        ${footView(form, this.terms(newTicketTerms), this.isDisabled)}
      </form>
      ${dropView(this.#files.isOver, this.terms(sendingTerms).dropHere)}`
  }

  #fields(form: TicketForm): TemplateResult {
    const terms = this.terms(newTicketTerms)
    const { values, problems } = form
    const said = (field: TicketField) => {
      const problem = problems[field]
      return problem && terms[problem]
    }
    return html`${
      this.session?.can('ticket.createFor')
        ? requesterField({
            popover: this.#popover,
            terms,
            requester: values.requester,
            me: this.session.person,
            problem: said('requester'),
            choose: (requester) => form.set({ requester }),
          })
        : nothing
    }
      ${textFields({ form, terms, isDisabled: this.isDisabled, said })}
      ${this.#choices(form)}
      <deskhand-slot
        name="new-ticket:field@1"
        .context=${this.#contextOf(form)}
      ></deskhand-slot>`
  }

  #choices(form: TicketForm): unknown {
    const { session } = this
    const mayPrioritise =
      session?.can('ticket.prioritise') || session?.capabilities?.policy.customersSetPriority
    return choiceFields({
      form,
      terms: this.terms(newTicketTerms),
      priorityNames: this.terms(statusTerms),
      categories: this.#categories.value ?? [],
      priorities: mayPrioritise ? (session?.capabilities?.priorities ?? []) : [],
      isLocked: form.isSending || this.isDisabled,
    })
  }

  get #form(): TicketForm | undefined {
    return this.#draft.value
  }

  #invalidity(form: TicketForm): Invalidity | undefined {
    if (form.created || form.isValid) return undefined
    const terms = this.terms(newTicketTerms)
    const isSubject = form.values.subject.trim() === ''
    return {
      text: isSubject ? terms.subjectMissing : terms.descriptionMissing,
      anchor: this.renderRoot.querySelector(isSubject ? idOf.subject : idOf.description),
    }
  }

  #contextOf(form: TicketForm): NewTicketFieldContext {
    const last = this.#context
    const { isSending, setInput } = form
    const { requester } = form.values
    const isOwn =
      requester === null || ('id' in requester && requester.id === this.session?.person?.id)
    const isSame = last?.isSending === isSending && last.isOwn === isOwn
    if (isSame && last.setInput === setInput) return last
    this.#context = {
      isSending,
      isOwn,
      setInput,
      hold: form.holds.hold,
      onFiles: this.#files.onFiles,
      onSent: form.onSent,
    }
    return this.#context
  }

  #submitted(event: Event): void {
    event.preventDefault()
    void this.submit()
  }

  #pressed(event: KeyboardEvent): void {
    const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (!isSend || isComposing(event)) return
    event.preventDefault()
    void this.submit()
  }

  async #another(): Promise<void> {
    this.reset()
    await this.updateComplete
    this.#focusOn(idOf.subject)
  }

  #openTicket(event: Event, ticket: Ticket): void {
    const isWanted = emit(
      this,
      'deskhand-ticket-open',
      { ticketId: ticket.id, ticket: { ...ticket } },
      'intent',
    )
    if (!isWanted) event.preventDefault()
  }

  /** To the first field that has to be changed. */
  async #focusProblem(): Promise<void> {
    await this.updateComplete
    const problems: FieldProblems = this.#form?.problems ?? {}
    const first = fieldOrder.find((field) => problems[field])
    if (first) this.#focusOn(idOf[first])
  }

  async #focusPicker(): Promise<void> {
    this.requestUpdate()
    await this.updateComplete
    const picker = this.renderRoot.querySelector('deskhand-person-picker')
    await picker?.updateComplete
    picker?.focus()
  }

  #focusOn(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus()
  }
}
