/** What an agent looks at: tickets by a question, each with its place in the navigation. */
import type { Status } from '@deskhand/core/client'
import type { TicketListFilters } from '../contributions/slots.ts'
import {
  checkIcon,
  clockIcon,
  type Icon,
  inboxIcon,
  listIcon,
  userIcon,
  usersIcon,
} from '../icons/icons.ts'
import type { SortOrder } from '../ticket-list/query.ts'
import type { AgentTerms } from './terms.ts'

/** A view of `<deskhand-agent>`. */
export interface AgentView {
  /** In the address: letters, digits and dashes, except `new`. */
  readonly id: string
  readonly label: string
  /** What it asks for. */
  readonly filters: TicketListFilters
  /** Default `updated`. */
  readonly sort?: string | undefined
  /** Default `desc`. */
  readonly order?: SortOrder | undefined
  /** Beside the label. Default: a list. */
  readonly icon?: Icon | undefined
  /** Shows how many there are. Default false. */
  readonly isCounted?: boolean | undefined
}

const active: readonly Status[] = ['new', 'open', 'in_progress', 'pending', 'on_hold']
const theirTurn: readonly Status[] = ['pending', 'on_hold']
const done: readonly Status[] = ['resolved', 'closed']

export function defaultViews(terms: AgentTerms): readonly AgentView[] {
  return [
    {
      id: 'mine',
      label: terms.mine,
      filters: { assignee: 'me', status: active },
      icon: userIcon,
      isCounted: true,
    },
    {
      id: 'unassigned',
      label: terms.unassigned,
      filters: { assignee: 'none', status: active },
      sort: 'created',
      icon: inboxIcon,
      isCounted: true,
    },
    { id: 'open', label: terms.open, filters: { status: active }, icon: usersIcon },
    { id: 'waiting', label: terms.waiting, filters: { status: theirTurn }, icon: clockIcon },
    { id: 'resolved', label: terms.resolved, filters: { status: done }, icon: checkIcon },
    { id: 'all', label: terms.all, filters: {}, sort: 'created', icon: listIcon },
  ]
}
