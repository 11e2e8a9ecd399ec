/** The least that a plugin for splitting tickets does. It uses the public entry only. */
import { z } from 'zod'
import {
  type Call,
  defineOperation,
  type HelpdeskPlugin,
  id,
  line,
  lockLiveTicket,
  moveReplies,
  recomputeTimes,
  requirePermission,
  type TicketRow,
  type TicketSplitInput,
} from '../../src/plugin/index.ts'

export interface SplittingApi {
  /** Gives the id of the new ticket. */
  split(input: TicketSplitInput): Promise<string>
  /** Moves the replies back. */
  unsplit(input: { from: string; to: string; replyIds: readonly string[] }): Promise<void>
}

export type SplittingPlugin = HelpdeskPlugin<'splitting', SplittingApi>

const splitTicket = defineOperation({
  point: 'ticket.split',
  input: z.strictObject({
    ticketId: id(),
    ifVersion: z.int().min(0).optional(),
    replyIds: z.array(id()).min(1).max(2_000),
    subject: line(200).optional(),
  }),
  load: (call, { ticketId, ifVersion }) => lockLiveTicket(call, ticketId, ifVersion),
  authorise: (call, _input, ticket) => requirePermission(call, 'splitting:split', ticket),
  async write(call, { replyIds, subject }, ticket) {
    const created = await call.core.tickets.create({
      subject: subject ?? ticket.subject,
      description: `Split from ticket ${ticket.number}.`,
      requesterId: ticket.requesterId,
    })
    const to = await lockLiveTicket(call, created.id)
    call.emit({ type: 'ticket.split', ticketId: ticket.id, data: { into: to.id } })
    return (await move(call, ticket, to, replyIds)).to
  },
})

async function move(call: Call, from: TicketRow, to: TicketRow, replyIds: readonly string[]) {
  const moved = await moveReplies(call, { from, to, replyIds })
  const cause = 'ticket.split'
  return {
    from: await recomputeTimes(call, moved.from, { cause }),
    to: await recomputeTimes(call, moved.to, { cause }),
  }
}

export const splitting: SplittingPlugin = {
  id: 'splitting',
  version: '0.0.0',
  core: '^0.0.0',
  permissions: {
    'splitting:split': { roles: ['agent', 'supervisor', 'admin'], description: 'Split a ticket' },
  },
  setup: () => ({
    api: (call) => ({
      split: async (input) => (await splitTicket(call, input)).id,
      async unsplit({ from, to, replyIds }) {
        await call.transaction(async (inner) => {
          const source = await lockLiveTicket(inner, from)
          await move(inner, source, await lockLiveTicket(inner, to), replyIds)
        })
      },
    }),
  }),
}
