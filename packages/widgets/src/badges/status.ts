import type { Status } from '@deskhand/core/client'
import { html, type PropertyDeclarations } from 'lit'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { statusShapes } from './shapes.ts'
import { badgeStyles } from './styles.ts'
import { statusTerms } from './terms.ts'

/**
 * The state of a ticket, told by text, shape and colour.
 *
 * @csspart badge - The badge.
 */
export class DeskhandStatus extends DeskhandElement {
  static override styles = [DeskhandElement.styles, badgeStyles]
  static override properties: PropertyDeclarations = { status: { type: String, reflect: true } }

  /** Default `new`. */
  declare status: Status

  constructor() {
    super()
    this.status = 'new'
  }

  protected override render(): unknown {
    return html`<span class="badge" part="badge" data-status=${this.status}
      >${statusShapes[this.status]}${this.terms(statusTerms)[this.status]}</span
    >`
  }
}
