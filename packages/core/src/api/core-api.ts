/** Core's operations bound to a call, rows turned into what the actor may see. */

import { createCategory, listCategories, updateCategory } from '../categories/service.ts'
import { listHistory } from '../events/history.ts'
import { listTicketEvents } from '../events/log.ts'
import { listFailingFeeds, skipEvent } from '../feeds/failing.ts'
import { listDeadWork, retryDeadWork } from '../jobs/dead.ts'
import { parse } from '../kit/validation.ts'
import { listParticipants } from '../participants/read.ts'
import { addParticipant, removeParticipant } from '../participants/write.ts'
import { erasePerson } from '../people/erase.ts'
import { linkGuest } from '../people/link.ts'
import { searchPeople } from '../people/service.ts'
import type { PersonSummary } from '../people/types.ts'
import { createReply } from '../replies/create.ts'
import { getReply, listReplies, presentOwnReply } from '../replies/read.ts'
import type { ReplyCreated } from '../replies/types.ts'
import { assignTicket, transferTicket, unassignTicket } from '../tickets/assign.ts'
import { bulkAssign, bulkTransition } from '../tickets/bulk.ts'
import { createTicket } from '../tickets/create.ts'
import { ticketGetInput } from '../tickets/inputs.ts'
import { listTickets } from '../tickets/list.ts'
import { parseTicketList } from '../tickets/list-filter.ts'
import { loadReadableTicket } from '../tickets/load.ts'
import { presentTicket } from '../tickets/present.ts'
import { deleteTicket, purgeTicket, restoreTicket } from '../tickets/remove.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { markNotSpam, markSpam } from '../tickets/spam.ts'
import { transitionTicket } from '../tickets/transition.ts'
import { updateTicket } from '../tickets/update.ts'
import type { Call } from './call.ts'
import type { CallCoreApi } from './types.ts'

export function coreApi(call: Call): CallCoreApi {
  const asTicket =
    <Input>(operation: (call: Call, input: Input) => Promise<TicketRow>) =>
    async (input: Input) =>
      presentTicket(call, await operation(call, input))

  return {
    tickets: {
      create: async (input, received) =>
        presentTicket(call, await createTicket(call, input, received)),
      async get(rawInput) {
        const { ticketId, include } = parse(ticketGetInput, rawInput)
        const ticket = await loadReadableTicket(call, ticketId)
        return presentTicket(call, ticket, include)
      },
      list: (input) => listTickets(call, input),
      parseList: (input, options) => parseTicketList(call, input, options),
      update: asTicket(updateTicket),
      transition: asTicket(transitionTicket),
      assign: asTicket(assignTicket),
      unassign: asTicket(unassignTicket),
      transfer: asTicket(transferTicket),
      bulkAssign: async (input) => ({ results: await bulkAssign(call, input) }),
      bulkTransition: async (input) => ({ results: await bulkTransition(call, input) }),
      async delete(input) {
        await deleteTicket(call, input)
      },
      restore: asTicket(restoreTicket),
      async purge(input) {
        await purgeTicket(call, input)
      },
      markSpam: asTicket(markSpam),
      markNotSpam: asTicket(markNotSpam),
      events: (input) => listTicketEvents(call, input),
    },
    replies: {
      async create(input, received): Promise<ReplyCreated> {
        const { reply, followUp } = await createReply(call, input, received)
        if (followUp) return { reply: null, followUp: await presentTicket(call, followUp) }
        return { reply: await presentOwnReply(call, reply), followUp: null }
      },
      get: (input) => getReply(call, input),
      list: (input) => listReplies(call, input),
    },
    participants: {
      list: async (input) => ({ data: await listParticipants(call, input) }),
      add: (input) => addParticipant(call, input),
      remove: (input) => removeParticipant(call, input),
    },
    categories: {
      list: async (input = {}) => ({ data: await listCategories(call, input) }),
      create: (input) => createCategory(call, input),
      update: (input) => updateCategory(call, input),
    },
    people: {
      search: async (input) => ({ data: await searchPeople(call, input) }),
      async link(input) {
        const { personId } = await linkGuest(call, input)
        return (await call.people.summaries([personId])).get(personId) as PersonSummary
      },
      erase: (input) => erasePerson(call, input),
    },
    history: { list: (input) => listHistory(call, input) },
    deliveries: {
      dead: (input) => listDeadWork(call, input),
      retry: (input) => retryDeadWork(call, input),
    },
    feeds: {
      failing: () => listFailingFeeds(call),
      skip: (input) => skipEvent(call, input),
    },
  }
}
