import { html, nothing, type PropertyDeclarations } from 'lit'
import type { NewTicketFieldContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { fieldStyles } from '../theme/fields.ts'
import type { TagLook } from './tag.ts'
import type { TagPickDetail } from './tag-picker.ts'
import { tagTerms } from './terms.ts'

/**
 * The tags that a new ticket begins with. On a ticket of their own people are customers, who don't tag:
 * then the field is not there.
 *
 * @internal Contributed by the plugin `tags`.
 */
export class DeskhandTagField extends DeskhandElement {
  static override styles = [DeskhandElement.styles, fieldStyles]
  static override properties: PropertyDeclarations = {
    context: { attribute: false },
    tags: { state: true },
  }

  /** Of the slot `new-ticket:field@1`. */
  declare context: NewTicketFieldContext | undefined
  declare protected tags: readonly TagLook[]

  #of: NewTicketFieldContext['onSent'] | undefined
  #stop: (() => void) | undefined

  constructor() {
    super()
    this.context = undefined
    this.tags = []
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop?.()
    this.#stop = this.#of = undefined
  }

  protected override willUpdate(): void {
    const { context } = this
    // Not even the distance to the next field is left of it.
    this.hidden = !context || context.isOwn || !this.session?.client.tags
    if (!context || !this.isConnected) return
    if (context.onSent !== this.#of) {
      this.#stop?.()
      this.#of = context.onSent
      this.#stop = context.onSent(() => {
        this.tags = []
      })
      this.tags = []
    }
    const names = context.isOwn ? [] : this.tags.map(({ name }) => name)
    context.setInput('tags', names.length > 0 ? names : undefined)
  }

  protected override render(): unknown {
    if (!this.context || this.hidden) return nothing
    const terms = this.terms(tagTerms)
    return html`<div class="field">
      <span class="label" aria-hidden="true">${terms.tags}</span>
      <deskhand-tag-picker
        may-create
        label=${terms.tags}
        .tags=${this.tags}
        ?disabled=${this.context.isSending}
        @deskhand-tag-pick=${({ detail }: CustomEvent<TagPickDetail>) => {
          this.tags = detail.tags
        }}
      ></deskhand-tag-picker>
    </div>`
  }
}
