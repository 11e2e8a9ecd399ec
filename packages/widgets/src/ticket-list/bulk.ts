/** Changes of many tickets at once, and what became of each. */
import { type BulkResult, HelpdeskApiError, type Status } from '@deskhand/core/client'
import type { ListedTicket } from './query.ts'

export interface BulkFailure {
  readonly ticket: ListedTicket
  /** As the client would have thrown it for this one ticket. */
  readonly error: HelpdeskApiError
}

export interface BulkOutcome {
  readonly changed: readonly string[]
  readonly failures: readonly BulkFailure[]
}

type BulkCall = (
  ticketIds: readonly string[],
) => Promise<{ readonly results: readonly BulkResult[] }>

/** Calls the server once for each `limit` tickets, one call after the other. */
export async function changeMany(
  tickets: readonly ListedTicket[],
  limit: number,
  call: BulkCall,
): Promise<BulkOutcome> {
  const results: BulkResult[] = []
  for (let start = 0; start < tickets.length; start += limit) {
    const ids = tickets.slice(start, start + limit).map(({ id }) => id)
    results.push(...(await call(ids)).results)
  }
  return outcomeOf(tickets, results)
}

export function outcomeOf(
  tickets: readonly ListedTicket[],
  results: readonly BulkResult[],
): BulkOutcome {
  const changed: string[] = []
  const failures: BulkFailure[] = []
  for (const result of results) {
    const ticket = tickets.find(({ id }) => id === result.ticketId)
    if (result.ok) changed.push(result.ticketId)
    else if (ticket) {
      const { status, code, detail } = result
      failures.push({ ticket, error: new HelpdeskApiError(status, { code, detail }) })
    }
  }
  return { changed, failures }
}

export interface StatusChoice {
  readonly status: Status
  /** Those of the selected tickets that may become it. */
  readonly tickets: readonly ListedTicket[]
}

/**
 * Where the selected tickets may go, each by its own rules. Closing what is not resolved needs a reason
 * for each, so that is left to the page of the ticket.
 */
export function statusChoices(
  statuses: readonly Status[],
  selected: readonly ListedTicket[],
): readonly StatusChoice[] {
  return statuses
    .map((status) => ({ status, tickets: selected.filter((ticket) => mayBecome(ticket, status)) }))
    .filter(({ tickets }) => tickets.length > 0)
}

function mayBecome({ status: from, allowedTransitions }: ListedTicket, to: Status): boolean {
  if (to === 'closed' && from !== 'resolved') return false
  return allowedTransitions.includes(to)
}
