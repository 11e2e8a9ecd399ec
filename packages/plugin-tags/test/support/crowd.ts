/** Many tickets with three tags each out of 200, as often used as Zipf's law says. */
import { type Storage, tickets } from '@deskhand/core/db'
import type { TicketRow } from '@deskhand/core/plugin'
import { tagCounts, taggings, tags } from '../../src/schema.ts'
import { standingOf } from '../../src/standing.ts'

const tagAmount = 200
const start = Date.parse('2025-01-01T00:00:00Z')
const tenantId = 'default'
const batchSize = 400

/** Ids that sort as they were made, without the cost of randomness. */
function idOf(kind: number, n: number): string {
  return `01900000-000${kind}-7000-8000-${n.toString(16).padStart(12, '0')}`
}

/** `tag0` is on every sixth ticket or so, `tag199` on one of a thousand. */
const weights = Array.from({ length: tagAmount }, (_, rank) => 1 / (rank + 1))
const totalWeight = weights.reduce((all, weight) => all + weight, 0)

function threeTags(roll: () => number): number[] {
  const chosen = new Set<number>()
  while (chosen.size < 3) {
    let left = roll() * totalWeight
    const rank = weights.findIndex((weight) => {
      left -= weight
      return left < 0
    })
    chosen.add(Math.max(0, rank))
  }
  return [...chosen]
}

/** The same numbers each time (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export async function makeCrowd(storage: Storage, amount: number): Promise<void> {
  const roll = random(1)
  const counts = Array.from({ length: tagAmount }, () => ({ open: 0, total: 0 }))
  await storage.db.insert(tags).values(
    counts.map((_, n) => ({
      tenantId,
      id: idOf(1, n),
      name: `tag${n}`,
      nameKey: `tag${n}`,
      colour: '#123456',
      icon: null,
      isPublic: n % 2 === 1,
      createdBy: 'sue',
      createdAt: new Date(start),
    })),
  )
  for (let from = 0; from < amount; from += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, amount - from) }, (_, n) =>
      ticket(from + n, roll),
    )
    await storage.transaction(async (db) => {
      await db.insert(tickets).values(batch)
      await db.insert(taggings).values(
        batch.flatMap((row) =>
          threeTags(roll).map((tag) => {
            const countedAs = standingOf(row)
            const counted = counts[tag] as { open: number; total: number }
            counted.total += countedAs === 'nothing' ? 0 : 1
            counted.open += countedAs === 'open' ? 1 : 0
            return {
              tenantId,
              ticketId: row.id,
              tagId: idOf(1, tag),
              ticketCreatedAt: row.createdAt,
              countedAs,
              addedBy: 'grace',
              addedAt: row.createdAt,
              mergedFromId: null,
            }
          }),
        ),
      )
    })
  }
  await storage.db
    .insert(tagCounts)
    .values(
      counts.map((counted, n) => ({ tenantId, tagId: idOf(1, n), id: idOf(2, n), ...counted })),
    )
  await storage.execute(storage.db, 'analyze')
}

function ticket(n: number, roll: () => number): TicketRow {
  const isOpen = roll() < 0.05
  const createdAt = new Date(start + n * 60_000)
  const updatedAt = new Date(createdAt.getTime() + roll() * 1e9)
  return {
    tenantId,
    id: idOf(0, n),
    number: n + 1,
    subject: `Ticket ${n}`,
    description: 'x'.repeat(200),
    descriptionHtml: 'x'.repeat(200),
    status: isOpen ? 'open' : 'closed',
    priority: 'normal',
    categoryId: null,
    requesterId: `customer${n % 5_000}`,
    createdBy: `customer${n % 5_000}`,
    organisationId: null,
    teamId: null,
    assigneeId: `agent${n % 20}`,
    metadata: {},
    followUpOfId: null,
    mergedIntoId: null,
    reopenCount: 0,
    version: 1,
    publicVersion: 1,
    createdAt,
    updatedAt,
    publicUpdatedAt: updatedAt,
    firstResponseAt: null,
    resolvedAt: isOpen ? null : updatedAt,
    closedAt: isOpen ? null : updatedAt,
    waitingSince: null,
    reopenedAt: null,
    spamAt: null,
    deletedAt: null,
    deletedBy: null,
  }
}
