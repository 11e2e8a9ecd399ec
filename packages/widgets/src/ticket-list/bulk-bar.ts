import type { PersonSummary, Status } from '@deskhand/core/client'
import { html, nothing, type PropertyDeclarations } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { statusShapes } from '../badges/shapes.ts'
import { statusTerms } from '../badges/terms.ts'
import type { TicketBulkContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { chevronDownIcon, closeIcon, userIcon } from '../icons/icons.ts'
import { MenuController } from '../overlay/menu-controller.ts'
import { PopoverController } from '../overlay/popover-controller.ts'
import { explainProblem, isAborted, problemTerms } from '../problems/explain.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { menuStyles } from '../theme/menus.ts'
import {
  type BulkFailure,
  changeMany,
  outcomeOf,
  type StatusChoice,
  statusChoices,
} from './bulk.ts'
import { bulkStyles } from './bulk-styles.ts'
import { bulkTerms } from './bulk-terms.ts'
import type { ListedTicket } from './query.ts'

declare global {
  interface HTMLElementEventMap {
    /** Selected tickets were changed, all or some of them. */
    'deskhand-tickets-changed': CustomEvent<TicketsChangedDetail>
    /** Nothing is to be selected any more. */
    'deskhand-selection-clear': CustomEvent<null>
  }
}

export interface TicketsChangedDetail {
  readonly ticketIds: readonly string[]
  /** What could not be changed, each with its reason. */
  readonly failures: readonly BulkFailure[]
}

const staff = ['agent', 'supervisor', 'admin'] as const

/**
 * What can be done with the selected tickets: assign, set the status, and what plugins contribute.
 *
 * @internal Part of `<deskhand-ticket-list>`.
 * @fires deskhand-tickets-changed - Tickets were changed, all or some of them.
 * @fires deskhand-selection-clear - Nothing is to be selected any more. Does not bubble.
 */
export class DeskhandBulkBar extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, menuStyles, bulkStyles]
  static override properties: PropertyDeclarations = {
    tickets: { attribute: false },
    isBusy: { state: true },
  }

  /** The selected ones. */
  declare tickets: readonly ListedTicket[]
  declare protected isBusy: boolean

  #assigning = new PopoverController(this, {
    onOpen: () => this.renderRoot.querySelector('deskhand-person-picker')?.focus(),
  })
  #moving = new MenuController(this)
  #context: TicketBulkContext | undefined

  constructor() {
    super()
    this.tickets = []
    this.isBusy = false
  }

  /** Opens the choice of an assignee. */
  openAssign(): void {
    this.#assigning.open()
  }

  /** Opens the choice of a status. */
  openStatus(): void {
    this.#moving.open()
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('tickets')) return
    const { tickets } = this
    const ticketIds = tickets.map(({ id }) => id)
    if (ticketIds.join() === this.#context?.ticketIds.join()) return
    this.#context = {
      ticketIds,
      done: async (results) => {
        const { changed, failures } = results
          ? outcomeOf(tickets, results)
          : { changed: ticketIds, failures: [] }
        this.#told(changed, failures)
      },
    }
  }

  protected override render(): unknown {
    const terms = this.terms(bulkTerms)
    const { session, tickets } = this
    const clear = () => emit(this, 'deskhand-selection-clear', null, 'local')
    return html`<div class="bar" role="group" aria-label=${terms.bulkActions} aria-busy=${this.isBusy}>
      <button
        class="button quiet icon-only"
        aria-label=${terms.clearSelection}
        title=${terms.clearSelection}
        @click=${clear}
      >
        ${closeIcon()}
      </button>
      <span class="count">${terms.selected(tickets.length)}</span>
      ${session?.can('ticket.bulk') && session.can('ticket.assign') ? this.#assign() : nothing}
      ${session?.can('ticket.bulk') && session.can('ticket.transition') ? this.#status() : nothing}
      <deskhand-slot name="ticket-list:bulk@1" .context=${this.#context}></deskhand-slot>
    </div>`
  }

  #assign(): unknown {
    const { assign } = this.terms(bulkTerms)
    const { trigger, panel, isOpen, toggle, onToggle } = this.#assigning
    return html`<button
        class="button"
        ${ref(trigger)}
        aria-haspopup="dialog"
        aria-expanded=${isOpen}
        ?disabled=${this.isBusy}
        @click=${toggle}
      >
        ${userIcon()}${assign}${chevronDownIcon()}
      </button>
      <div class="popover picker" popover role="dialog" aria-label=${assign} ${ref(panel)} @toggle=${onToggle}>
        <deskhand-person-picker
          offer-me
          offer-nobody
          label=${assign}
          .roles=${staff}
          .selectedId=${this.#assignee()}
          @deskhand-person-pick=${(event: HTMLElementEventMap['deskhand-person-pick']) =>
            this.#assignTo(event.detail.person)}
        ></deskhand-person-picker>
      </div>`
  }

  #status(): unknown {
    const terms = this.terms(bulkTerms)
    const { trigger, panel, isOpen, toggle, onToggle, onTriggerKey, onMenuKey } = this.#moving
    const choices = statusChoices(this.session?.capabilities?.statuses ?? [], this.tickets)
    return html`<button
        class="button"
        ${ref(trigger)}
        aria-haspopup="menu"
        aria-expanded=${isOpen}
        ?disabled=${this.isBusy}
        @click=${toggle}
        @keydown=${onTriggerKey}
      >
        ${terms.setStatus}${chevronDownIcon()}
      </button>
      <div
        class="popover"
        popover
        role="menu"
        aria-label=${terms.setStatus}
        ${ref(panel)}
        @toggle=${onToggle}
        @keydown=${onMenuKey}
      >
        ${choices.map((choice) => this.#choice(choice))}
        ${
          choices.length > 0
            ? nothing
            : html`<div class="menu-item none" role="menuitem" tabindex="-1">${terms.noStatus}</div>`
        }
      </div>`
  }

  #choice(choice: StatusChoice): unknown {
    const terms = this.terms(bulkTerms)
    const { status, tickets } = choice
    const isForAll = tickets.length === this.tickets.length
    return html`<button
      class="menu-item"
      role="menuitem"
      tabindex="-1"
      data-status=${status}
      @click=${() => this.#moveTo(choice)}
    >
      ${statusShapes[status]}<span>${this.terms(statusTerms)[status]}</span>
      ${
        isForAll
          ? nothing
          : html`<span class="some">${terms.someOf(tickets.length, this.tickets.length)}</span>`
      }
    </button>`
  }

  /** Who has all of the selected tickets, if it is the same for all. */
  #assignee(): string | null | undefined {
    const [first, ...others] = this.tickets.map(({ assignee }) => assignee?.id ?? null)
    return others.every((id) => id === first) ? first : undefined
  }

  #assignTo(person: PersonSummary | null): void {
    this.#assigning.close()
    const assigneeId = person?.id ?? null
    void this.#change(this.tickets, (ticketIds, client) =>
      client.tickets.bulkAssign({ ticketIds, assigneeId }),
    )
  }

  #moveTo({ status, tickets }: { status: Status; tickets: readonly ListedTicket[] }): void {
    this.#moving.close()
    void this.#change(tickets, (ticketIds, client) =>
      client.tickets.bulkTransition({ ticketIds, status }),
    )
  }

  async #change(
    tickets: readonly ListedTicket[],
    call: (
      ticketIds: readonly string[],
      client: NonNullable<typeof this.session>['client'],
    ) => ReturnType<Parameters<typeof changeMany>[2]>,
  ): Promise<void> {
    const { session } = this
    if (!session || this.isBusy) return
    const limit = session.capabilities?.limits.bulk ?? 100
    this.isBusy = true
    try {
      const { changed, failures } = await changeMany(tickets, limit, (ids) =>
        call(ids, session.client),
      )
      this.#told(changed, failures)
    } catch (error) {
      if (isAborted(error)) return
      const text = explainProblem(error, this.terms(problemTerms))
      session.messages.toast({ text, tone: 'danger' })
    } finally {
      this.isBusy = false
    }
  }

  #told(ticketIds: readonly string[], failures: readonly BulkFailure[]): void {
    emit(this, 'deskhand-tickets-changed', { ticketIds, failures })
  }
}
