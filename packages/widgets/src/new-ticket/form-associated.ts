import type { PropertyDeclarations } from 'lit'
import { DeskhandElement } from '../element/deskhand-element.ts'

/** Why something is not filled in, and where that is to be shown. */
export interface Invalidity {
  readonly text: string
  readonly anchor: HTMLElement | null
}

/**
 * An element that takes part in a form around it, as an `<input>` does.
 *
 * @see https://html.spec.whatwg.org/multipage/custom-elements.html#form-associated-custom-elements
 */
export abstract class FormAssociatedElement extends DeskhandElement {
  /** Takes part in forms. */
  static readonly formAssociated = true
  static override properties: PropertyDeclarations = {
    name: { type: String, reflect: true },
    disabled: { type: Boolean, reflect: true },
    isFieldsetDisabled: { state: true },
  }

  /** Of the value in a form around it. Default: none. */
  declare name: string
  /** Default false. */
  declare disabled: boolean
  declare protected isFieldsetDisabled: boolean

  #internals = this.attachInternals()

  constructor() {
    super()
    this.name = ''
    this.disabled = false
    this.isFieldsetDisabled = false
  }

  /** The form around it. */
  get form(): HTMLFormElement | null {
    return this.#internals.form
  }

  /** Whether it is filled in. */
  get validity(): ValidityState {
    return this.#internals.validity
  }

  /** Whether it is filled in, without showing anything. */
  checkValidity(): boolean {
    return this.#internals.checkValidity()
  }

  /** Whether it is filled in; shows what is missing. */
  abstract reportValidity(): boolean

  /** Empties it. */
  abstract reset(): void

  /** Called by the browser. */
  formResetCallback(): void {
    this.reset()
  }

  /** Called by the browser, for a `<fieldset disabled>` around it. */
  formDisabledCallback(isDisabled: boolean): void {
    this.isFieldsetDisabled = isDisabled
  }

  /** Whether it, or a fieldset around it, is disabled. */
  protected get isDisabled(): boolean {
    return this.disabled || this.isFieldsetDisabled
  }

  /** Tells the form around it. */
  protected report(value: string | null, invalidity: Invalidity | undefined): void {
    this.#internals.setFormValue(value)
    if (invalidity === undefined) {
      this.#internals.setValidity({})
      return
    }
    const { text, anchor } = invalidity
    this.#internals.setValidity({ valueMissing: true }, text, anchor ?? undefined)
  }
}
