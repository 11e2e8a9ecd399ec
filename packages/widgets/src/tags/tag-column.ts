import { html, nothing, type PropertyDeclarations } from 'lit'
import type { TicketColumnContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { tagBadge } from './badge.ts'
import { tagBadgeStyles } from './badge-styles.ts'
import { tagColumnStyles } from './styles.ts'
import type { TagLook } from './tag.ts'
import { tagTerms } from './terms.ts'

/** As many as there is room for in a row of the list. */
const shownAtMost = 2

/**
 * The tags of a ticket in the list: the first two, and how many there are besides.
 *
 * @internal Contributed by the plugin `tags`.
 * @csspart tag - Each badge.
 */
export class DeskhandTagColumn extends DeskhandElement {
  static override styles = [DeskhandElement.styles, tagBadgeStyles, tagColumnStyles]
  static override properties: PropertyDeclarations = { context: { attribute: false } }

  /** Of the slot `ticket-list:column@1`, with `include: ['tags']`. */
  declare context: TicketColumnContext | undefined

  constructor() {
    super()
    this.context = undefined
  }

  protected override render(): unknown {
    const tags = this.context?.ticket.tags
    if (!Array.isArray(tags) || tags.length === 0) return nothing
    const shown: readonly TagLook[] = tags.slice(0, shownAtMost)
    const rest = tags.slice(shownAtMost)
    return html`<ul class="tags" aria-label=${this.terms(tagTerms).tags}>
      ${shown.map(
        (tag, index) =>
          html`<li>${tagBadge(tag)}${index === shownAtMost - 1 ? this.#more(rest) : nothing}</li>`,
      )}
    </ul>`
  }

  #more(rest: readonly TagLook[]): unknown {
    if (rest.length === 0) return nothing
    const names = rest.map(({ name }) => name).join(', ')
    return html`<span class="more" title=${names}>
      <span aria-hidden="true">+${this.localizer.number(rest.length)}</span>
      <span class="visually-hidden">${this.terms(tagTerms).more(names)}</span>
    </span>`
  }
}
