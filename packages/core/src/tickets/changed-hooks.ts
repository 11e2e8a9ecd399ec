/** Runs the `ticket.changed` hooks after every write of a ticket. */
import type { Call } from '../api/call.ts'
import { nested, openUnit, runtimeOf } from '../api/call-internals.ts'
import { HelpdeskError } from '../kit/errors.ts'
import { withDeadline } from '../operation/deadline.ts'
import type { TicketChange } from '../plugin/hooks.ts'
import type { NamedTicketChangedHook } from '../plugin/registry.ts'

/** Call it right after the rows are written. `changes` names each ticket at most once. */
export async function reportChanges(call: Call, changes: readonly TicketChange[]): Promise<void> {
  const hooks = runtimeOf(call).registry.ticketChangedHooks
  if (hooks.length === 0 || changes.length === 0) return
  const { reported } = openUnit(call).guard
  const ids = changes.map(idOf)
  for (const id of ids) reported.add(id)
  try {
    await nested(call, async () => {
      for (const hook of hooks) await runHook(call, hook, changes)
    })
  } finally {
    for (const id of ids) reported.delete(id)
  }
}

/** Throws a `TypeError` while `ticket.changed` hooks run for a change of the same ticket. */
export function requireUnreported(call: Call, ticketId: string): void {
  if (!openUnit(call).guard.reported.has(ticketId)) return
  throw misuse(call, `writes to the ticket ${ticketId}, whose change it is about`)
}

/**
 * Throws a `TypeError` inside a `ticket.changed` hook. `what` is what writes to all tickets of a person, such
 * as "erases a person".
 */
export function requireNoneReported(call: Call, what: string): void {
  if (openUnit(call).guard.reported.size === 0) return
  throw misuse(call, `${what}, which writes to all of their tickets`)
}

/** Fails the transaction, even if the hook catches the error. */
function misuse(call: Call, what: string): TypeError {
  const error = new TypeError(
    `A hook at "ticket.changed" ${what}. Use an "after" hook, a subscription or a job for that.`,
  )
  openUnit(call).guard.misuse = error
  return error
}

async function runHook(
  call: Call,
  { plugin, run }: NamedTicketChangedHook,
  changes: readonly TicketChange[],
): Promise<void> {
  const { storage } = runtimeOf(call)
  try {
    await withDeadline(storage, `ticket.changed of ${plugin}`, () => run(call, changes))
  } catch (error) {
    const isRefusal = error instanceof HelpdeskError && error.status < 500
    if (!isRefusal) throw error
    throw new TypeError(
      `The hook "ticket.changed" of the plugin "${plugin}" threw "${error.code}", but the ticket is ` +
        'written already and cannot be refused. Refuse the change in a "before" hook of its operation.',
      { cause: error },
    )
  }
}

function idOf({ before, after }: TicketChange): string {
  return ((after ?? before) as NonNullable<typeof after>).id
}
