import { DeskhandElement, type TicketColumnContext } from '@deskhand/widgets'
import { html, nothing, type PropertyDeclarations } from 'lit'
import type { Sla } from '../types.ts'
import { slaColumnStyles, slaState, slaStateStyles } from './sla-state.ts'
import { slaTerms } from './terms.ts'

/** The promise of a ticket in a row of the list: until when, or what has become of it. */
export class SlaColumn extends DeskhandElement {
  static override styles = [DeskhandElement.styles, slaStateStyles, slaColumnStyles]
  static override properties: PropertyDeclarations = { context: { attribute: false } }

  /** Of the slot `ticket-list:column@1`, with `include: ['sla']`. */
  declare context: TicketColumnContext | undefined

  protected override render(): unknown {
    const sla = this.context?.ticket.sla as Sla | null | undefined
    if (!sla) return nothing
    const terms = this.terms(slaTerms)
    const { state, dueAt, metAt } = sla
    const answered = state === 'met' ? terms.metAt : terms.late
    return html`${slaState(state, metAt ? answered : terms[state])}
      <deskhand-time datetime=${metAt ?? dueAt}></deskhand-time>`
  }
}
