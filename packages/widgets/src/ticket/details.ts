import type { Participant, Ticket } from '@deskhand/core/client'
import { html, nothing, type PropertyDeclarations } from 'lit'
import { statusTerms } from '../badges/terms.ts'
import { contributionsTo, labelOf } from '../contributions/contribution.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { sessionTask } from '../session/session-host.ts'
import { commonTerms } from '../terms/common.ts'
import { buttonStyles } from '../theme/buttons.ts'
import type { TicketChange, TicketField } from './changes.ts'
import { detailsStyles } from './details-styles.ts'
import { factsView } from './facts-view.ts'
import { fieldTerms } from './field-terms.ts'
import { fieldsView } from './fields-view.ts'
import type { DeskhandTicketPerson, PersonChoice } from './person-field.ts'
import type { Team } from './values.ts'

declare global {
  interface HTMLElementEventMap {
    /** A person wants to change something of a ticket. */
    'deskhand-ticket-edit': CustomEvent<TicketEdit>
  }
}

/** A change of a field, or of who is in copy. */
export type TicketEdit =
  | { readonly change: TicketChange }
  | { readonly add: PersonChoice }
  | { readonly remove: Participant }

/**
 * What is known of a ticket beside its conversation: fields, people, contributed panels, times, metadata.
 * Saves nothing by itself.
 *
 * @internal Part of `<deskhand-ticket>`.
 * @fires deskhand-ticket-edit - A person wants to change something. Does not bubble.
 */
export class DeskhandTicketDetails extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, detailsStyles]
  static override properties: PropertyDeclarations = {
    ticket: { attribute: false },
    participants: { attribute: false },
    teams: { attribute: false },
    saving: { attribute: false },
    refresh: { attribute: false },
  }

  /** With what of it is being saved. */
  declare ticket: Ticket | undefined
  /** The requester and who is in copy. Default: nobody. */
  declare participants: readonly Participant[]
  /** The teams that the ticket can be handed to. Default: none. */
  declare teams: readonly Team[]
  /** The field that is being saved. */
  declare saving: TicketField | undefined
  /** Reads the ticket again; handed on to contributions. */
  declare refresh: () => Promise<void>

  #categories = sessionTask(this, {
    args: () => [this.session?.can('category.read') && this.session.can('ticket.update')] as const,
    load: async (client, [isWanted], signal) =>
      isWanted ? (await client.categories.list({}, { signal })).data : [],
  })

  constructor() {
    super()
    this.ticket = undefined
    this.participants = []
    this.teams = []
    this.saving = undefined
    this.refresh = async () => {}
  }

  /** Moves the focus to where people are put in copy. */
  focusParticipants(): void {
    this.renderRoot.querySelector<DeskhandTicketPerson>('[data-field="participants"]')?.focus()
  }

  protected override render(): unknown {
    const { ticket, session, participants, saving, localizer } = this
    if (!ticket) return nothing
    const fields = this.terms(fieldTerms)
    const edit = (detail: TicketEdit) => emit(this, 'deskhand-ticket-edit', detail, 'local')
    return html`${fieldsView({
      ...{ ticket, participants, saving },
      words: {
        fields,
        states: this.terms(statusTerms),
        common: this.terms(commonTerms),
        teams: this.teams,
      },
      categories: (this.#categories.value ?? []).filter(({ archivedAt }) => archivedAt === null),
      priorities: session?.capabilities?.priorities ?? [],
      viewerId: session?.person?.id,
      can: (permission) => session?.can(permission) ?? false,
      change: (change) => edit({ change }),
      add: (add) => edit({ add }),
      remove: (remove) => edit({ remove }),
    })}
    ${this.#panels(ticket)} ${factsView(ticket, fields, localizer)}`
  }

  #panels(ticket: Ticket) {
    const context = { ticket: { ...ticket }, refresh: this.refresh }
    return contributionsTo(this.session, 'ticket-detail:sidebar@1', context).map(
      (contribution) => html`<section class="panel">
        <h3>${labelOf(contribution, this.localizer)}</h3>
        <deskhand-slot
          name="ticket-detail:sidebar@1"
          only=${contribution.id}
          .context=${context}
        ></deskhand-slot>
      </section>`,
    )
  }
}
