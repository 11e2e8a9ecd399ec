/**
 * Counts again, once a day. The counts are kept with every change, so this changes nothing as long
 * as the plugin is installed; it takes in what became of tickets while it was not.
 */
import { and, count, eq, forUpdate, tickets } from '@deskhand/core/db'
import { after, type Call, job } from '@deskhand/core/plugin'
import { z } from 'zod'
import { countsOf, writeCounts } from './counts.ts'
import { taggings, tags } from './schema.ts'
import { countAs, standingOf } from './standing.ts'

const batchSize = 500
const day = 24 * 60 * 60 * 1_000

export const recountJob = job({
  name: 'tags:recount',
  schema: z.strictObject({}),
  every: day,
  // Each run begins with the first ticket, so with a time limit it might never reach the last ones.
  timeLimit: null,
  async run(call, _payload, { signal }) {
    await inBatches(signal, (last) => recountTickets(call, last))
    await inBatches(signal, (last) => recountTags(call, last))
  },
})

/** Where a batch ended, unless it was the last one. */
type End = readonly string[] | undefined

async function inBatches(signal: AbortSignal, batch: (last: End) => Promise<End>): Promise<void> {
  let last: End
  do last = await batch(last)
  while (last && !signal.aborted)
}

/** Brings taggings in line with their tickets. */
async function recountTickets(call: Call, last: End): Promise<End> {
  const key = [taggings.tenantId, taggings.ticketId, taggings.tagId]
  const batch = await call.db
    .select({
      tenantId: taggings.tenantId,
      ticketId: taggings.ticketId,
      tagId: taggings.tagId,
      countedAs: taggings.countedAs,
      status: tickets.status,
      deletedAt: tickets.deletedAt,
      mergedIntoId: tickets.mergedIntoId,
      spamAt: tickets.spamAt,
    })
    .from(taggings)
    .innerJoin(
      tickets,
      and(eq(tickets.tenantId, taggings.tenantId), eq(tickets.id, taggings.ticketId)),
    )
    .where(last && after(key, 'asc', last))
    .orderBy(...key)
    .limit(batchSize)
  const stale = batch.filter((row) => row.countedAs !== standingOf(row))
  const ids = new Map(stale.map(({ ticketId, tenantId }) => [ticketId, tenantId]))
  for (const [ticketId, tenantId] of ids) {
    await call.asSystem(tenantId).transaction((inner) => recountTicket(inner, ticketId))
  }
  const end = batch.at(-1)
  return end && batch.length === batchSize ? [end.tenantId, end.ticketId, end.tagId] : undefined
}

async function recountTicket(call: Call, ticketId: string): Promise<void> {
  const { db, tenantId } = call
  const [ticket] = await forUpdate(
    db,
    db
      .select()
      .from(tickets)
      .where(and(eq(tickets.tenantId, tenantId), eq(tickets.id, ticketId))),
  )
  if (ticket) await countAs(call, ticketId, standingOf(ticket))
}

/** Brings counts in line with taggings. */
async function recountTags(call: Call, last: End): Promise<End> {
  const key = [tags.tenantId, tags.id]
  const batch = await call.db
    .select({ tenantId: tags.tenantId, id: tags.id })
    .from(tags)
    .where(last && after(key, 'asc', last))
    .orderBy(...key)
    .limit(batchSize)
  for (const { tenantId, id } of batch) {
    await call.asSystem(tenantId).transaction((inner) => recountTag(inner, id))
  }
  const end = batch.at(-1)
  return end && batch.length === batchSize ? [end.tenantId, end.id] : undefined
}

/** Holds the tag, so that no change of its counts commits between the two sums. */
async function recountTag(call: Call, tagId: string): Promise<void> {
  const { db, tenantId } = call
  await forUpdate(
    db,
    db
      .select({ id: tags.id })
      .from(tags)
      .where(and(eq(tags.tenantId, tenantId), eq(tags.id, tagId))),
  )
  const found = await db
    .select({ standing: taggings.countedAs, tickets: count() })
    .from(taggings)
    .where(and(eq(taggings.tenantId, tenantId), eq(taggings.tagId, tagId)))
    .groupBy(taggings.countedAs)
  const on = new Map(found.map((row) => [row.standing, Number(row.tickets)]))
  const open = on.get('open') ?? 0
  const total = open + (on.get('finished') ?? 0)
  const counted = (await countsOf(call, [tagId])).get(tagId) ?? { open: 0, total: 0 }
  const missing = { open: open - counted.open, total: total - counted.total }
  await writeCounts(call, new Map([[tagId, missing]]))
}
