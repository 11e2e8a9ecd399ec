/** From row to answer: the one projection of tickets, on the agent side and on the customer side. */

import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { categoriesById } from '../categories/service.ts'
import { isoTime, isoTimeOrNull } from '../kit/iso-time.ts'
import { publicPerson } from '../people/lookup.ts'
import type { PersonSummary } from '../people/types.ts'
import { loadFields } from '../plugin/load-fields.ts'
import { publicStatus } from './lifecycle.ts'
import type { ListedTicket } from './listed.ts'
import type { TicketRow } from './schema.ts'
import { sideOf } from './side.ts'
import { allowance } from './transition.ts'
import type { Ticket, TicketSummary } from './types.ts'

export async function presentTicket(
  call: Call,
  row: TicketRow,
  include: readonly string[] = [],
): Promise<Ticket> {
  const [summary] = await presentTickets(call, [row], include)
  const { description, descriptionHtml } = row
  return { ...(summary as TicketSummary), description, descriptionHtml }
}

/** One lookup of people, one of categories and one of each included field, whatever the number of rows. */
export async function presentTickets(
  call: Call,
  rows: readonly ListedTicket[],
  include: readonly string[] = [],
): Promise<TicketSummary[]> {
  const people = await call.people.summaries(
    rows.flatMap((row) => [row.requesterId, row.createdBy, row.assigneeId, row.deletedBy]),
  )
  const categories = await categoriesById(
    call,
    rows.map((row) => row.categoryId),
  )
  const fields = await loadFields(
    call,
    runtimeOf(call).registry.ticketFields,
    include,
    rows.map(toFieldTarget(call)),
  )

  const allowed = await Promise.all(rows.map(await allowance(call)))
  return rows.map((row, index) => {
    const isCustomer = sideOf(call.actor, row) === 'customer'
    const person = (id: string): PersonSummary => {
      const known = people.get(id) ?? { id, name: id, avatarUrl: null }
      return isCustomer ? publicPerson(known, call.actor.id) : known
    }
    const category = row.categoryId === null ? null : categories.get(row.categoryId)
    return {
      id: row.id,
      number: row.number,
      subject: row.subject,
      status: isCustomer ? publicStatus(row.status) : row.status,
      priority: row.priority,
      category: category ? { id: category.id, name: category.name } : null,
      requester: person(row.requesterId),
      createdBy: person(row.createdBy),
      assignee: row.assigneeId === null ? null : person(row.assigneeId),
      organisationId: row.organisationId,
      followUpOfId: row.followUpOfId,
      reopenCount: row.reopenCount,
      createdAt: isoTime(row.createdAt),
      updatedAt: isoTime(isCustomer ? row.publicUpdatedAt : row.updatedAt),
      firstResponseAt: isoTimeOrNull(row.firstResponseAt),
      resolvedAt: isoTimeOrNull(row.resolvedAt),
      closedAt: isoTimeOrNull(row.closedAt),
      waitingSince: isoTimeOrNull(row.waitingSince),
      allowedTransitions: allowed[index] ?? [],
      version: isCustomer ? row.publicVersion : row.version,
      side: isCustomer ? ('customer' as const) : ('agent' as const),
      ...(!isCustomer && {
        teamId: row.teamId,
        metadata: row.metadata,
        spamAt: isoTimeOrNull(row.spamAt),
        deletedAt: isoTimeOrNull(row.deletedAt),
        deletedBy: row.deletedBy === null ? null : person(row.deletedBy),
      }),
      ...fields.get(row.id),
    }
  })
}

function toFieldTarget(call: Call) {
  return (row: ListedTicket) => ({ id: row.id, isCustomer: sideOf(call.actor, row) === 'customer' })
}
