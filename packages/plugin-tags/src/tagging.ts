/** Tags on one ticket: add, remove, set. */
import { and, eq, ForeignKeyViolation, inArray } from '@deskhand/core/db'
import {
  type Call,
  forbidden,
  lockLiveTicket,
  parse,
  requirePermission,
  sideOf,
  type TicketRow,
} from '@deskhand/core/plugin'
import { chooseKnown, chooseOrCreate } from './choose.ts'
import { count } from './counts.ts'
import { maxTagsPerTicket, tagGone, tooManyOnTicket } from './errors.ts'
import { emitTagged } from './events.ts'
import { taggingInput } from './inputs.ts'
import { type TagRow, taggings, tags } from './schema.ts'
import { standingOf } from './standing.ts'

export async function addTags(call: Call, rawInput: unknown): Promise<TicketRow> {
  const { ticketId, ...selection } = parse(taggingInput, rawInput)
  return call.transaction(async (inner) => {
    const ticket = await lockForTagging(inner, ticketId)
    await addToTicket(inner, ticket, await chooseOrCreate(inner, selection))
    return ticket
  })
}

export async function removeTags(call: Call, rawInput: unknown): Promise<TicketRow> {
  const { ticketId, ...selection } = parse(taggingInput, rawInput)
  return call.transaction(async (inner) => {
    const ticket = await lockForTagging(inner, ticketId)
    await removeFromTicket(inner, ticket, await chooseKnown(inner, selection))
    return ticket
  })
}

export async function setTags(call: Call, rawInput: unknown): Promise<TicketRow> {
  const { ticketId, ...selection } = parse(taggingInput, rawInput)
  return call.transaction(async (inner) => {
    const ticket = await lockForTagging(inner, ticketId)
    const wanted = await chooseOrCreate(inner, selection)
    const ids = new Set(wanted.map((tag) => tag.id))
    const present = await tagsOn(inner, ticket.id)
    await removeFromTicket(
      inner,
      ticket,
      present.filter((tag) => !ids.has(tag.id)),
    )
    await addToTicket(inner, ticket, wanted)
    return ticket
  })
}

export async function lockForTagging(call: Call, ticketId: string): Promise<TicketRow> {
  const ticket = await lockLiveTicket(call, ticketId)
  await requireTagging(call, ticket)
  return ticket
}

/** Tags are the agent side's, so nobody tags a ticket that they requested themselves. */
export async function requireTagging(call: Call, ticket: TicketRow): Promise<void> {
  await requirePermission(call, 'tags:apply', ticket)
  if (sideOf(call.actor, ticket) === 'customer') {
    throw forbidden('tags:apply', 'You are the customer of this ticket; only its agents tag it.')
  }
}

/** The ticket is locked. */
export async function addToTicket(
  call: Call,
  ticket: TicketRow,
  wanted: readonly TagRow[],
): Promise<void> {
  const present = new Set((await tagsOn(call, ticket.id)).map((tag) => tag.id))
  const missing = wanted.filter((tag) => !present.has(tag.id))
  if (missing.length === 0) return
  if (present.size + missing.length > maxTagsPerTicket) throw tooManyOnTicket()
  const countedAs = standingOf(ticket)
  const common = {
    tenantId: call.tenantId,
    ticketId: ticket.id,
    ticketCreatedAt: ticket.createdAt,
    countedAs,
    addedBy: call.actor.id,
    addedAt: call.now(),
  }
  const added = await unlessGone(call, async () => {
    // A merge of two tags may bring the tag to the ticket at the same moment: it does not lock tickets.
    const inserted = await call.db
      .insert(taggings)
      .values(missing.map((tag) => ({ ...common, tagId: tag.id })))
      .onConflictDoNothing()
      .returning({ tagId: taggings.tagId })
    await count(
      call,
      inserted.map(({ tagId }) => ({ tagId, standing: countedAs, add: 1 })),
    )
    return new Set(inserted.map(({ tagId }) => tagId))
  })
  emitTagged(
    call,
    'tags.added',
    ticket.id,
    missing.filter((tag) => added.has(tag.id)),
  )
}

/** The ticket is locked. */
export async function removeFromTicket(
  call: Call,
  ticket: TicketRow,
  unwanted: readonly TagRow[],
): Promise<void> {
  if (unwanted.length === 0) return
  const ids = unwanted.map((tag) => tag.id)
  const removed = await call.db
    .delete(taggings)
    .where(
      and(
        eq(taggings.tenantId, call.tenantId),
        eq(taggings.ticketId, ticket.id),
        inArray(taggings.tagId, ids),
      ),
    )
    .returning({ tagId: taggings.tagId, standing: taggings.countedAs })
  await count(
    call,
    removed.map((row) => ({ ...row, add: -1 })),
  )
  const gone = new Set(removed.map(({ tagId }) => tagId))
  emitTagged(
    call,
    'tags.removed',
    ticket.id,
    unwanted.filter((tag) => gone.has(tag.id)),
  )
}

async function tagsOn(call: Call, ticketId: string): Promise<TagRow[]> {
  const found = await call.db
    .select({ tag: tags })
    .from(taggings)
    .innerJoin(tags, and(eq(tags.tenantId, taggings.tenantId), eq(tags.id, taggings.tagId)))
    .where(and(eq(taggings.tenantId, call.tenantId), eq(taggings.ticketId, ticketId)))
  return found.map(({ tag }) => tag)
}

/** A tag that is deleted or merged at this moment can't be pointed to any more. */
async function unlessGone<T>(call: Call, work: () => Promise<T>): Promise<T> {
  try {
    return await call.savepoint(work)
  } catch (error) {
    throw error instanceof ForeignKeyViolation ? tagGone() : error
  }
}
