import { html, nothing, type PropertyDeclarations } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { openDialog } from '../overlay/open-dialog.ts'
import { commonTerms } from '../terms/common.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { dialogStyles } from '../theme/dialogs.ts'
import { fieldStyles } from '../theme/fields.ts'
import { closeTerms } from './close-terms.ts'

/**
 * Asks why a ticket is closed that was not resolved. What was typed stays until `clear()`.
 *
 * @internal Part of `<deskhand-ticket>`.
 */
export class DeskhandCloseDialog extends DeskhandElement {
  static override styles = [DeskhandElement.styles, dialogStyles, fieldStyles, buttonStyles]
  static override properties: PropertyDeclarations = { isMissing: { state: true } }

  declare protected isMissing: boolean

  #dialog = createRef<HTMLDialogElement>()
  #text = createRef<HTMLTextAreaElement>()

  constructor() {
    super()
    this.isMissing = false
  }

  /** Resolves with the reason, `undefined` when it was cancelled. */
  async ask(): Promise<string | undefined> {
    await this.updateComplete
    const { value: dialog } = this.#dialog
    if (!dialog) return undefined
    const answer = await openDialog(dialog)
    this.isMissing = false
    return answer === 'close' ? this.#text.value?.value.trim() : undefined
  }

  /** Forgets what was typed. */
  clear(): void {
    if (this.#text.value) this.#text.value.value = ''
  }

  protected override render(): unknown {
    const terms = this.terms(closeTerms)
    return html`<dialog class="dialog" aria-labelledby="title" ${ref(this.#dialog)}>
      <form @submit=${this.#submit} novalidate>
        <h2 id="title">${terms.closeTitle}</h2>
        <div class="field">
          <label class="label" for="reason">${terms.closeReason}</label>
          <textarea
            class="input"
            id="reason"
            dir="auto"
            maxlength="500"
            required
            autofocus
            aria-describedby="hint problem"
            aria-invalid=${this.isMissing}
            ${ref(this.#text)}
          ></textarea>
          <p class="problem" id="problem">${this.isMissing ? terms.reasonMissing : nothing}</p>
          <p class="hint" id="hint">${terms.closeHint}</p>
        </div>
        <footer>
          <button class="button" type="button" @click=${() => this.#dialog.value?.close()}>
            ${this.terms(commonTerms).cancel}
          </button>
          <button class="button primary">${terms.closeTicket}</button>
        </footer>
      </form>
    </dialog>`
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    this.isMissing = (this.#text.value?.value.trim() ?? '') === ''
    if (this.isMissing) this.#text.value?.focus()
    else this.#dialog.value?.close('close')
  }
}
