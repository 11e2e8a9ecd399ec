/** Writes a change to a ticket, with its versions and times, and runs the `ticket.changed` hooks. */
import type { Call } from '../api/call.ts'
import { rowWriter } from '../db/write.ts'
import type { TicketChangeCause } from '../plugin/hooks.ts'
import { reportChanges, requireUnreported } from './changed-hooks.ts'
import { publicStatus } from './lifecycle.ts'
import { type TicketRow, tickets } from './schema.ts'

/** New values of some fields. `changeTicket` sets the versions and `updatedAt` itself. */
export type TicketPatch = Partial<
  Omit<
    TicketRow,
    'id' | 'tenantId' | 'number' | 'version' | 'publicVersion' | 'updatedAt' | 'publicUpdatedAt'
  >
>

/** Fields that customers do not see. */
const internalFields: ReadonlySet<string> = new Set([
  ...['teamId', 'metadata', 'deletedBy', 'spamAt', 'reopenedAt'],
])

export interface ChangeOptions {
  /** Reported to the `ticket.changed` hooks. */
  readonly cause: TicketChangeCause
  /** Something public happened as well, such as a reply. Default false. */
  readonly publicly?: boolean
  /** Bumps the version even when no field changes. Default: `publicly`. */
  readonly touch?: boolean
  /** The time of the change. Default: now. */
  readonly at?: Date | undefined
}

/** The names of the fields of a row whose values differ in `changes`. */
export function changedFields<Patch extends object>(
  row: { readonly [Field in keyof Patch]-?: unknown },
  changes: Patch,
): (keyof Patch)[] {
  return (Object.keys(changes) as (keyof Patch)[]).filter(
    (field) => changes[field] !== undefined && !same(row[field], changes[field]),
  )
}

/** Whether a customer of the ticket can see the change. */
export function isPublicChange(ticket: TicketRow, changes: TicketPatch): boolean {
  return changedFields(ticket, changes).some((field) =>
    field === 'status'
      ? publicStatus(ticket.status) !== publicStatus(changes.status ?? ticket.status)
      : !internalFields.has(field),
  )
}

const writer = rowWriter(tickets)

/**
 * Writes `changes` to a locked ticket, raises its versions, sets its times and runs the `ticket.changed`
 * hooks. Returns the ticket as it is when nothing would change.
 *
 * It checks no permission and emits no event: the operation that calls it does both. Throws a `TypeError`
 * when the row was written since it was loaded, and inside a `ticket.changed` hook of the same ticket.
 */
export async function changeTicket(
  call: Call,
  ticket: TicketRow,
  changes: TicketPatch,
  { cause, publicly = false, touch = publicly, at }: ChangeOptions,
): Promise<TicketRow> {
  const isChanged = changedFields(ticket, changes).length > 0
  if (!isChanged && !touch) return ticket
  const isPublic = publicly || isPublicChange(ticket, changes)
  const changed = await writeTicket(call, ticket, changes, { isPublic, at })
  if (isChanged) await reportChanges(call, [{ before: ticket, after: changed, cause }])
  return changed
}

interface Write {
  /** Whether the customer side sees it. */
  readonly isPublic: boolean
  /** The time of the write. Default: now. */
  readonly at?: Date | undefined
}

/** Raises the versions of a locked ticket: something happened that changes none of its fields. */
export function touchTicket(
  call: Call,
  ticket: TicketRow,
  { isPublic, at }: Write = { isPublic: true },
): Promise<TicketRow> {
  return writeTicket(call, ticket, {}, { isPublic, at })
}

async function writeTicket(
  call: Call,
  ticket: TicketRow,
  changes: TicketPatch,
  { isPublic, at }: Write,
): Promise<TicketRow> {
  requireUnreported(call, ticket.id)
  const now = latest(momentOf(call, ticket), at, changes.reopenedAt)
  // By version, too: a hook may have written the row since this operation loaded it.
  const key = { tenantId: call.tenantId, id: ticket.id, version: ticket.version }
  const changed = await writer.updateOne(call.db, key, {
    ...changes,
    version: ticket.version + 1,
    updatedAt: now,
    ...(isPublic && { publicVersion: ticket.publicVersion + 1, publicUpdatedAt: now }),
  })
  if (!changed) throw writtenSince('ticket', ticket.id)
  return changed
}

/** For a row that has another version than the one that was loaded and locked. */
export function writtenSince(what: 'ticket' | 'reply', id: string): TypeError {
  return new TypeError(
    `The ${what} ${id} was written after this operation loaded it, by a before hook or by a ` +
      'parallel call in the same transaction. Return a changed input from the hook, write in an after ' +
      'hook, or await one call before the next.',
  )
}

/**
 * Now, as the ticket sees it, for the times of a change: a clock that was set back, or another process's
 * that is behind, must not make a change look older than the one before.
 */
export function momentOf(call: Call, ticket: TicketRow): Date {
  return latest(call.now(), ticket.updatedAt)
}

/** The latest of these times. */
export function latest(first: Date, ...others: readonly (Date | null | undefined)[]): Date {
  return others.reduce<Date>((last, time) => (time && time > last ? time : last), first)
}

function same(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  if (typeof a === 'object' && typeof b === 'object') return JSON.stringify(a) === JSON.stringify(b)
  return a === b
}
