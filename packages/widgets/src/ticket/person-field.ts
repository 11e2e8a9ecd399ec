import type { PersonSummary, Role } from '@deskhand/core/client'
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { chevronDownIcon, plusIcon } from '../icons/icons.ts'
import { PopoverController } from '../overlay/popover-controller.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { fieldStyles } from '../theme/fields.ts'
import { menuStyles } from '../theme/menus.ts'
import { fieldButtonStyles, personFieldStyles } from './field-styles.ts'
import { fieldTerms } from './field-terms.ts'

declare global {
  interface HTMLElementEventMap {
    /** Somebody was chosen for a ticket, nobody, or an address of somebody who may not be known. */
    'deskhand-person-choice': CustomEvent<PersonChoice>
  }
}

/** What a field for a person answers with. */
export type PersonChoice = { readonly person: PersonSummary | null } | { readonly email: string }

/**
 * A field of a ticket that holds a person, changed by a search in a popover; or a button that adds one.
 *
 * @internal Part of `<deskhand-ticket>`.
 * @slot - What the button shows.
 * @fires deskhand-person-choice - Somebody was chosen. Does not bubble.
 * @csspart button - The button that opens the search.
 */
export class DeskhandTicketPerson extends DeskhandElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...DeskhandElement.shadowRootOptions,
    delegatesFocus: true,
  }
  static override styles = [
    ...[DeskhandElement.styles, menuStyles, fieldStyles, buttonStyles],
    ...[fieldButtonStyles, personFieldStyles],
  ]
  static override properties: PropertyDeclarations = {
    label: { type: String },
    personId: { attribute: false },
    roles: { attribute: false },
    adding: { type: Boolean, reflect: true },
    busy: { type: Boolean, reflect: true },
    isRefused: { state: true },
  }

  /** What the field is called, such as `Assignee`. */
  declare label: string
  /** Who is chosen by now; `null` is nobody. */
  declare personId: string | null
  /** Only people with one of these roles. Default: everyone. */
  declare roles: readonly Role[] | undefined
  /** Adds one more, also by address, instead of choosing one. Default false. */
  declare adding: boolean
  /** While a change is being saved. Default false. */
  declare busy: boolean
  declare protected isRefused: boolean

  #email = createRef<HTMLInputElement>()
  #popover = new PopoverController(this, {
    onOpen: () => {
      this.isRefused = false
      const panel = this.#popover.panel.value
      panel?.querySelector<HTMLElement>('deskhand-person-picker, input')?.focus()
    },
  })

  constructor() {
    super()
    this.label = ''
    this.personId = null
    this.roles = undefined
    this.adding = this.busy = this.isRefused = false
  }

  protected override render(): unknown {
    const { named } = this.terms(fieldTerms)
    const { trigger, panel, toggle, onToggle, isOpen } = this.#popover
    return html`<button
        class="value"
        part="button"
        type="button"
        ${ref(trigger)}
        aria-haspopup="dialog"
        aria-expanded=${isOpen}
        aria-disabled=${this.busy || nothing}
        @click=${() => this.busy || toggle()}
      >
        ${
          this.adding ? plusIcon() : html`<span class="visually-hidden">${named(this.label)}</span>`
        }<slot></slot>${this.adding ? nothing : chevronDownIcon()}
      </button>
      <div
        class="popover"
        popover
        role="dialog"
        aria-label=${this.label}
        ${ref(panel)}
        @toggle=${onToggle}
      >
        ${this.session?.can('person.search') ? this.#picker() : nothing}
        ${this.adding ? this.#byEmail() : nothing}
      </div>`
  }

  #picker(): TemplateResult {
    const onPick = ({ detail }: HTMLElementEventMap['deskhand-person-pick']) => {
      this.#choose({ person: detail.person })
    }
    return html`<deskhand-person-picker
      label=${this.label}
      .roles=${this.roles}
      ?offer-me=${!this.adding}
      ?offer-nobody=${!this.adding}
      .selectedId=${this.adding ? undefined : this.personId}
      @deskhand-person-pick=${onPick}
    ></deskhand-person-picker>`
  }

  #byEmail(): TemplateResult {
    const terms = this.terms(fieldTerms)
    return html`<form class="by-email" novalidate @submit=${this.#submit}>
      <label class="label" for="email">${terms.addByEmail}</label>
      <span>
        <input
          class="input"
          id="email"
          type="email"
          autocomplete="off"
          placeholder=${terms.emailExample}
          aria-invalid=${this.isRefused}
          aria-describedby="problem"
          ${ref(this.#email)}
        />
        <button class="button">${terms.add}</button>
      </span>
      <p class="problem" id="problem" role="alert">${this.isRefused ? terms.emailInvalid : nothing}</p>
    </form>`
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const { value: input } = this.#email
    if (!input) return
    const email = input.value.trim()
    this.isRefused = email === '' || !input.validity.valid
    if (this.isRefused) {
      input.focus()
      return
    }
    input.value = ''
    this.#choose({ email })
  }

  #choose(choice: PersonChoice): void {
    this.#popover.close()
    this.#popover.trigger.value?.focus()
    emit(this, 'deskhand-person-choice', choice, 'local')
  }
}
