/** The tags of tickets as `include=tags` shows them: all to the agent side, public ones to customers. */
import { and, asc, eq, inArray, tickets } from '@deskhand/core/db'
import {
  type Call,
  field,
  loadVisibleTicket,
  parse,
  requirePermission,
  sideOf,
} from '@deskhand/core/plugin'
import { z } from 'zod'
import { ticketTarget } from './inputs.ts'
import { ticketTagOutput } from './outputs.ts'
import { lookOf, personIn } from './present.ts'
import { taggings, tags } from './schema.ts'
import type { TagsOfTicket, TicketTag } from './types.ts'

export const tagsField = field<readonly TicketTag[]>({
  audience: 'public',
  schema: z.array(ticketTagOutput),
  empty: [],
  load: tagsByTicket,
})

/** The tags of one ticket. */
export async function tagsOfTicket(call: Call, rawInput: unknown): Promise<TagsOfTicket> {
  const { ticketId } = parse(ticketTarget, rawInput)
  const ticket = await loadVisibleTicket(call, ticketId)
  await requirePermission(call, 'tags:read', ticket)
  return presentTagsOf(call, ticket.id)
}

export async function presentTagsOf(call: Call, ticketId: string): Promise<TagsOfTicket> {
  return { data: (await tagsByTicket(call, [ticketId])).get(ticketId) ?? [] }
}

async function tagsByTicket(call: Call, ids: readonly string[]): Promise<Map<string, TicketTag[]>> {
  const isCustomer = call.actor.role === 'customer'
  const found = await call.db
    .select({ tagging: taggings, tag: tags, requesterId: tickets.requesterId })
    .from(taggings)
    .innerJoin(tags, and(eq(tags.tenantId, taggings.tenantId), eq(tags.id, taggings.tagId)))
    .innerJoin(
      tickets,
      and(eq(tickets.tenantId, taggings.tenantId), eq(tickets.id, taggings.ticketId)),
    )
    .where(
      and(
        eq(taggings.tenantId, call.tenantId),
        inArray(taggings.ticketId, [...ids]),
        isCustomer ? eq(tags.isPublic, true) : undefined,
      ),
    )
    .orderBy(asc(tags.nameKey))
  const people = await call.people.summaries(
    isCustomer ? [] : found.map(({ tagging }) => tagging.addedBy),
  )
  const byTicket = new Map<string, TicketTag[]>()
  for (const { tagging, tag, requesterId } of found) {
    const onCustomerSide = sideOf(call.actor, { requesterId }) === 'customer'
    if (onCustomerSide && !tag.isPublic) continue
    const shown = onCustomerSide
      ? lookOf(tag)
      : {
          ...lookOf(tag),
          isPublic: tag.isPublic,
          addedBy: personIn(people, tagging.addedBy),
          addedAt: tagging.addedAt.toISOString(),
        }
    byTicket.set(tagging.ticketId, [...(byTicket.get(tagging.ticketId) ?? []), shown])
  }
  return byTicket
}
