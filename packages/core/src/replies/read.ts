/** Reading replies: notes exist for the agent side only. */
import { and, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { readRows, shapeOf } from '../db/read.ts'
import { isoTime, isoTimeOrNull } from '../kit/iso-time.ts'
import { after, cut, decodeCursor, encodeCursor, ordered } from '../kit/pagination.ts'
import { parse } from '../kit/validation.ts'
import { publicPerson } from '../people/lookup.ts'
import { loadFields } from '../plugin/load-fields.ts'
import { loadReadableTicket } from '../tickets/load.ts'
import type { TicketRow } from '../tickets/schema.ts'
import { sideOf } from '../tickets/side.ts'
import type { Page } from '../tickets/types.ts'
import { replyGetInput, replyListInput } from './inputs.ts'
import { loadVisibleReply, readable } from './load.ts'
import { type ReplyRow, replies } from './schema.ts'
import type { Reply } from './types.ts'

const shape = shapeOf(replies)

const keyset = [replies.createdAt, replies.id]

export async function listReplies(call: Call, rawInput: unknown): Promise<Page<Reply>> {
  const input = parse(replyListInput, rawInput)
  const ticket = await loadReadableTicket(call, input.ticketId)
  return repliesOf(call, ticket, input)
}

/** The same for a ticket that the actor may read. */
export async function repliesOf(
  call: Call,
  ticket: TicketRow,
  input: z.output<typeof replyListInput>,
): Promise<Page<Reply>> {
  const { cursors } = runtimeOf(call)
  const kind = `replies:${ticket.id}:${input.order}`
  const cursor = input.cursor === undefined ? null : decodeCursor(cursors, call, kind, input.cursor)
  const where = and(
    await readable(call, ticket),
    cursor ? after(keyset, input.order, [new Date(Number(cursor[0])), cursor[1]]) : undefined,
  )
  const by = sql.join(ordered(keyset, input.order), sql`, `)
  const found = await readRows(
    call.db,
    shape,
    sql`select ${shape.columns} from ${replies} where ${where} order by ${by} limit ${input.limit + 1}`,
  )
  const { rows, hasMore } = cut(found, input.limit)
  const last = rows.at(-1)
  return {
    data: await presentReplies(call, isCustomerOf(call, ticket), rows, input.include),
    page: {
      hasMore,
      nextCursor:
        hasMore && last
          ? encodeCursor(cursors, call, kind, [last.createdAt.getTime(), last.id])
          : null,
    },
  }
}

export async function getReply(call: Call, rawInput: unknown): Promise<Reply> {
  const { ticketId, replyId, include } = parse(replyGetInput, rawInput)
  const ticket = await loadReadableTicket(call, ticketId)
  return presentLoaded(call, ticket, await loadVisibleReply(call, ticket, replyId), include)
}

/** A reply that the actor may see, as it is shown to them. */
export function presentLoaded(
  call: Call,
  ticket: TicketRow,
  reply: ReplyRow,
  include?: readonly string[],
): Promise<Reply> {
  return presentReply(call, isCustomerOf(call, ticket), reply, include)
}

function isCustomerOf(call: Call, ticket: TicketRow): boolean {
  return sideOf(call.actor, ticket) === 'customer'
}

/** A reply as its author gets it. */
export function presentOwnReply(call: Call, row: ReplyRow): Promise<Reply> {
  return presentReply(call, row.side === 'customer', row)
}

async function presentReply(
  call: Call,
  isCustomer: boolean,
  row: ReplyRow,
  include?: readonly string[],
): Promise<Reply> {
  const [reply] = await presentReplies(call, isCustomer, [row], include)
  return reply as Reply
}

async function presentReplies(
  call: Call,
  isCustomer: boolean,
  rows: readonly ReplyRow[],
  include: readonly string[] = [],
): Promise<Reply[]> {
  const people = await call.people.summaries(rows.map((row) => row.authorId))
  const targets = rows.map(({ id }) => ({ id, isCustomer }))
  const fields = await loadFields(call, runtimeOf(call).registry.replyFields, include, targets)
  return rows.map((row) => {
    const author = people.get(row.authorId) ?? {
      id: row.authorId,
      name: row.authorId,
      avatarUrl: null,
    }
    const isDeleted = row.deletedAt !== null
    return {
      id: row.id,
      ticketId: row.ticketId,
      audience: row.audience,
      author: isCustomer ? publicPerson(author, call.actor.id) : author,
      side: row.side,
      body: isDeleted ? '' : row.body,
      bodyHtml: isDeleted ? '' : row.bodyHtml,
      via: row.via,
      automatic: row.automatic,
      createdAt: isoTime(row.createdAt),
      sentAt: isoTimeOrNull(row.sentAt),
      editedAt: isoTimeOrNull(row.editedAt),
      deletedAt: isoTimeOrNull(row.deletedAt),
      version: row.version,
      ...fields.get(row.id),
    }
  })
}
