import { DeskhandElement, type TicketSidebarContext } from '@deskhand/widgets'
import { css, html, nothing, type PropertyDeclarations } from 'lit'
import type { Sla } from '../types.ts'
import { slaState, slaStateStyles } from './sla-state.ts'
import { slaTerms } from './terms.ts'

const panelStyles = css`
  dl {
    display: grid;
    grid-template-columns: 104px minmax(0, 1fr);
    gap: var(--deskhand-space-1) var(--deskhand-space-2);
    margin-block-start: var(--deskhand-space-2);
    font-size: var(--deskhand-font-size-sm);
  }

  dt {
    color: var(--deskhand-color-text-quiet);
  }
`

/** The promise of a ticket beside it. */
export class SlaPanel extends DeskhandElement {
  static override styles = [DeskhandElement.styles, slaStateStyles, panelStyles]
  static override properties: PropertyDeclarations = { context: { attribute: false } }

  /** Of the slot `ticket-detail:sidebar@1`, with `include: ['sla']`. */
  declare context: TicketSidebarContext | undefined

  protected override render(): unknown {
    const { sla } = (this.context?.ticket ?? {}) as { readonly sla?: Sla | null }
    const terms = this.terms(slaTerms)
    if (!sla) return html`<p class="state">${terms.none}</p>`
    const { state, dueAt, metAt } = sla
    return html`
      ${slaState(state, terms[state === 'breached' && metAt ? 'late' : state])}
      <dl>
        <dt>${terms.dueAt}</dt>
        <dd><deskhand-time datetime=${dueAt}></deskhand-time></dd>
        ${
          metAt
            ? html`<dt>${terms.metAt}</dt>
                <dd><deskhand-time datetime=${metAt}></deskhand-time></dd>`
            : nothing
        }
      </dl>
    `
  }
}
