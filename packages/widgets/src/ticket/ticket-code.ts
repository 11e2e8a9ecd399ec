/** What a ticket needs beside its data to be shown as it will stay. */
import type { Ticket } from '@deskhand/core/client'
import { bring } from '../contributions/bring.ts'
import { contributionsTo } from '../contributions/contribution.ts'
import { loadPurifier } from '../rich-text/sanitise.ts'
import type { Session } from '../session/session.ts'

/** Loads what sanitises its texts, and the parts that plugins add to messages and beside them. */
export function bringTicketCode(session: Session | undefined): Promise<unknown> {
  const ticket = {} as Ticket & Record<string, unknown>
  const parts = [
    ...contributionsTo(session, 'reply:footer@1', { ticket, reply: null }),
    ...contributionsTo(session, 'ticket-detail:sidebar@1', { ticket, refresh: async () => {} }),
  ]
  return bring([loadPurifier, ...parts.map(({ load }) => load)])
}
