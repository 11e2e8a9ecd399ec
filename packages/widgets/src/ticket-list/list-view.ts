/** What the parts of the list are drawn from. */
import type { TicketListFilters } from '../contributions/slots.ts'
import type { PopoverController } from '../overlay/popover-controller.ts'
import type { Session } from '../session/session.ts'
import type { Localizer } from '../terms/localizer.ts'
import type { BulkFailure } from './bulk.ts'
import type { Column } from './columns.ts'
import type { TicketListController } from './list-controller.ts'
import type { ListState } from './list-state.ts'
import type { PageChangeDetail } from './pager.ts'

export interface ListView {
  readonly session: Session | undefined
  readonly localizer: Localizer
  readonly controller: TicketListController
  readonly columns: readonly Column[]
  /** What the person has chosen. */
  readonly state: ListState
  /** Always on. */
  readonly fixedFilters: TicketListFilters
  readonly heading: string
  readonly paging: 'pages' | 'more'
  readonly hasFilters: boolean
  readonly isCustomer: boolean
  readonly isFiltered: boolean
  readonly isSelectable: boolean
  readonly isOnline: boolean
  readonly failures: readonly BulkFailure[]
  readonly filtering: PopoverController
  change(changes: Partial<ListState>): void
  setFilters(filters: TicketListFilters): void
  clearSelection(): void
  onTicketsChanged(event: HTMLElementEventMap['deskhand-tickets-changed']): void
  dismissFailures(): void
  showNews(): void
  turn(to: PageChangeDetail): void
  more(): void
}
