/** Changes of a ticket's fields: how each is sent, and what differs between two states of a ticket. */
import type { CallOptions, PersonSummary, Priority, Status, Ticket } from '@deskhand/core/client'
import type { WidgetClient } from '../session/client.ts'

/** One change that a person makes, with what is needed to show it. */
export type TicketChange =
  | { readonly field: 'subject'; readonly value: string }
  | { readonly field: 'status'; readonly value: Status; readonly reason?: string | undefined }
  | { readonly field: 'priority'; readonly value: Priority }
  | { readonly field: 'category'; readonly value: { id: string; name: string } | null }
  | { readonly field: 'assignee'; readonly value: PersonSummary | null }
  | { readonly field: 'team'; readonly value: string | null }

export type TicketField = TicketChange['field']

/** What a field was and is. */
export interface FieldDifference {
  readonly field: TicketField
  readonly from: TicketChange
  readonly to: TicketChange
}

const fields: readonly TicketField[] = [
  ...(['subject', 'status', 'priority', 'category', 'assignee', 'team'] as const),
]

/** The value of a field as a change to it. */
export function fieldOf(ticket: Ticket, field: TicketField): TicketChange {
  const value = field === 'team' ? (ticket.teamId ?? null) : ticket[field]
  return { field, value } as TicketChange
}

export function isSame(a: TicketChange, b: TicketChange): boolean {
  return a.field === b.field && keyOf(a) === keyOf(b)
}

function keyOf({ value }: TicketChange): string | null {
  return typeof value === 'object' && value !== null ? value.id : value
}

export function differences(before: Ticket, after: Ticket): readonly FieldDifference[] {
  return fields.flatMap((field) => {
    const from = fieldOf(before, field)
    const to = fieldOf(after, field)
    return isSame(from, to) ? [] : [{ field, from, to }]
  })
}

/** The ticket as it will be, for the moment until the server has answered. */
export function withChange(ticket: Ticket, { field, value }: TicketChange): Ticket {
  return { ...ticket, [field === 'team' ? 'teamId' : field]: value }
}

/** Sends a change that was made to `version` of a ticket. */
export function sendChange(
  { tickets }: WidgetClient,
  ticket: { readonly ticketId: string; readonly ifVersion: number },
  change: TicketChange,
  options: CallOptions,
): Promise<Ticket> {
  switch (change.field) {
    case 'subject':
      return tickets.update({ ...ticket, subject: change.value }, options)
    case 'priority':
      return tickets.update({ ...ticket, priority: change.value }, options)
    case 'category':
      return tickets.update({ ...ticket, categoryId: change.value?.id ?? null }, options)
    case 'status':
      return tickets.transition({ ...ticket, status: change.value, reason: change.reason }, options)
    case 'assignee':
      return change.value
        ? tickets.assign({ ...ticket, assigneeId: change.value.id }, options)
        : tickets.unassign(ticket, options)
    case 'team':
      return tickets.transfer({ ...ticket, teamId: change.value }, options)
  }
}
