import type { Priority } from '@deskhand/core/client'
import { html, type PropertyDeclarations } from 'lit'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { priorityShapes } from './shapes.ts'
import { badgeStyles } from './styles.ts'
import { statusTerms } from './terms.ts'

/**
 * The priority of a ticket, told by text, shape and colour.
 *
 * @csspart badge - The badge.
 */
export class DeskhandPriority extends DeskhandElement {
  static override styles = [DeskhandElement.styles, badgeStyles]
  static override properties: PropertyDeclarations = { priority: { type: String, reflect: true } }

  /** Default `normal`. */
  declare priority: Priority

  constructor() {
    super()
    this.priority = 'normal'
  }

  protected override render(): unknown {
    return html`<span class="badge plain" part="badge" data-priority=${this.priority}
      >${priorityShapes[this.priority]}${this.terms(statusTerms)[this.priority]}</span
    >`
  }
}
