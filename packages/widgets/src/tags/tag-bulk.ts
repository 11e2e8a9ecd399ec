import type { BulkResult } from '@deskhand/core/client'
import { html, nothing, type PropertyDeclarations } from 'lit'
import { ref } from 'lit/directives/ref.js'
import type { TicketBulkContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { chevronDownIcon, tagIcon } from '../icons/icons.ts'
import { PopoverController } from '../overlay/popover-controller.ts'
import { isAborted, problemTerms } from '../problems/explain.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { menuStyles } from '../theme/menus.ts'
import { explainTagging } from './explain.ts'
import { tagBulkStyles } from './styles.ts'
import { selectionOf, type TagLook } from './tag.ts'
import { tagTerms } from './terms.ts'

/**
 * Puts tags on the selected tickets, or takes them off.
 *
 * @internal Contributed by the plugin `tags`.
 */
export class DeskhandTagBulk extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, menuStyles, tagBulkStyles]
  static override properties: PropertyDeclarations = {
    context: { attribute: false },
    tags: { state: true },
    isBusy: { state: true },
  }

  /** Of the slot `ticket-list:bulk@1`. */
  declare context: TicketBulkContext | undefined
  declare protected tags: readonly TagLook[]
  declare protected isBusy: boolean

  #popover = new PopoverController(this, {
    onOpen: () => this.renderRoot.querySelector('deskhand-tag-picker')?.focus(),
    onClose: () => {
      this.tags = []
    },
  })

  constructor() {
    super()
    this.context = undefined
    this.tags = []
    this.isBusy = false
  }

  protected override render(): unknown {
    const { context, session } = this
    if (!context || !session?.client.tags) return nothing
    const terms = this.terms(tagTerms)
    const { trigger, panel, isOpen, toggle, onToggle } = this.#popover
    const isIdle = this.tags.length === 0 || this.isBusy
    const about = terms.changeMany(context.ticketIds.length)
    return html`<button
        class="button"
        aria-haspopup="dialog"
        aria-expanded=${isOpen}
        ${ref(trigger)}
        @click=${toggle}
      >
        ${tagIcon()}${terms.change}${chevronDownIcon()}
      </button>
      <div class="popover" popover role="dialog" aria-label=${about} ${ref(panel)} @toggle=${onToggle}>
        <div class="layout" aria-busy=${this.isBusy}>
          <deskhand-tag-picker
            may-create
            label=${about}
            .tags=${this.tags}
            ?disabled=${this.isBusy}
            @deskhand-tag-pick=${({ detail }: HTMLElementEventMap['deskhand-tag-pick']) => {
              this.tags = detail.tags
            }}
          ></deskhand-tag-picker>
          <div class="actions">
            <button class="button" ?disabled=${isIdle} @click=${() => this.#change('bulkRemove')}>
              ${terms.removeThem}
            </button>
            <button
              class="button primary"
              ?disabled=${isIdle}
              @click=${() => this.#change('bulkAdd')}
            >
              ${terms.addThem}
            </button>
          </div>
        </div>
      </div>`
  }

  async #change(call: 'bulkAdd' | 'bulkRemove'): Promise<void> {
    const { context, session } = this
    const api = session?.client.tags
    if (!context || !session || !api) return
    const limit = session.capabilities?.limits.bulk ?? 100
    const results: BulkResult[] = []
    this.isBusy = true
    try {
      for (let start = 0; start < context.ticketIds.length; start += limit) {
        const ticketIds = context.ticketIds.slice(start, start + limit)
        const input = { ticketIds, ...selectionOf(this.tags) }
        results.push(...(await api[call](input, { signal: session.signal })).results)
      }
      this.#popover.close()
      await context.done(results)
    } catch (error) {
      if (isAborted(error)) return
      const text = explainTagging(error, this.terms(tagTerms), this.terms(problemTerms))
      session.messages.toast({ text, tone: 'danger' })
    } finally {
      this.isBusy = false
    }
  }
}
