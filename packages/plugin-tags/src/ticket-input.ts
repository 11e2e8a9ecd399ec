/** Tags that a ticket is created with. */
import { input } from '@deskhand/core/plugin'
import { chooseOrCreate } from './choose.ts'
import { tagNames } from './inputs.ts'
import { ticketRow } from './standing.ts'
import { addToTicket, requireTagging } from './tagging.ts'

export const tagsInput = input('ticket.create', {
  schema: tagNames,
  permission: 'tags:apply',
  async apply(call, names: readonly string[], { result }) {
    // The input of another plugin may have changed it since it was written.
    const ticket = (await ticketRow(call, result.id)) ?? result
    await requireTagging(call, ticket)
    await addToTicket(call, ticket, await chooseOrCreate(call, { names }))
  },
})
