/** Tags on up to 100 tickets, with a result for each. */
import {
  type BulkResult,
  type Call,
  forEachTicket,
  parse,
  requirePermission,
} from '@deskhand/core/plugin'
import { chooseKnown, chooseOrCreate } from './choose.ts'
import { bulkTaggingInput } from './inputs.ts'
import type { TagRow } from './schema.ts'
import { addToTicket, lockForTagging, removeFromTicket } from './tagging.ts'
import type { TagSelection } from './types.ts'

interface BulkResults {
  readonly results: readonly BulkResult[]
}

export function bulkAdd(call: Call, rawInput: unknown): Promise<BulkResults> {
  return bulk(call, rawInput, chooseOrCreate, addToTicket)
}

export function bulkRemove(call: Call, rawInput: unknown): Promise<BulkResults> {
  return bulk(call, rawInput, chooseKnown, removeFromTicket)
}

/** The tags are looked up once, the tickets locked one by one. */
async function bulk(
  call: Call,
  rawInput: unknown,
  choose: (call: Call, selection: TagSelection) => Promise<TagRow[]>,
  change: typeof addToTicket,
): Promise<BulkResults> {
  const { ticketIds, ...selection } = parse(bulkTaggingInput, rawInput)
  await requirePermission(call, 'ticket.bulk')
  await requirePermission(call, 'tags:apply')
  return call.transaction(async (inner) => {
    const chosen = await choose(inner, selection)
    const results = await forEachTicket(inner, ticketIds, async (each, ticketId) =>
      change(each, await lockForTagging(each, ticketId), chosen),
    )
    return { results }
  })
}
