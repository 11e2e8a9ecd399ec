/** Core's sorts of the ticket list. Each is an index, so a page is read and never sorted. */
import type { TicketSort } from '../plugin/list-parts.ts'
import { tickets } from './schema.ts'

export const ticketSorts = {
  created: { audience: 'public', columns: [tickets.createdAt, tickets.id] },
  updated: {
    audience: 'public',
    columns: [tickets.updatedAt, tickets.id],
    publicColumns: [tickets.publicUpdatedAt, tickets.id],
  },
  priority: { audience: 'public', columns: [tickets.priority, tickets.createdAt, tickets.id] },
  number: { audience: 'public', columns: [tickets.number] },
} as const satisfies Record<string, TicketSort>
