/** A helpdesk that has run for a while: 20,000 files on 4,000 tickets, drafts, deleted and waiting ones. */
import { type Storage, tickets } from '@deskhand/core/db'
import { attachments, blobs } from '../../src/schema.ts'
import type { AttachmentStore } from '../../src/stores/port.ts'

const ticketAmount = 4_000
const filesOfTicket = 5
const fileAmount = ticketAmount * filesOfTicket
const batchSize = 250
const minute = 60_000

/** Ids that sort as they were made, without the cost of randomness. */
const idOf = (kind: number, n: number) =>
  `01900000-000${kind}-7000-8000-${n.toString(16).padStart(12, '0')}`

const keyOf = (n: number) => `crowd/${String(n % 100).padStart(2, '0')}/${idOf(2, n)}`

type TicketRow = typeof tickets.$inferInsert
type FileRow = typeof attachments.$inferInsert
type BlobRow = typeof blobs.$inferInsert

/** What happened before `until`, one file a minute. Gives the keys of the blobs that are stored. */
export async function makeCrowd(storage: Storage, until: Date): Promise<string[]> {
  const at = (n: number) => new Date(until.getTime() - (fileAmount - n) * minute)
  for (let from = 0; from < ticketAmount; from += batchSize) {
    const numbers = Array.from({ length: batchSize }, (_, n) => from + n)
    const files = numbers.flatMap((n) =>
      Array.from({ length: filesOfTicket }, (_, k) => n * filesOfTicket + k),
    )
    await storage.transaction(async (db) => {
      await db.insert(tickets).values(numbers.map((n) => ticket(n, at(n * filesOfTicket))))
      await db.insert(attachments).values(files.map((n) => file(n, at(n))))
      await db.insert(blobs).values(files.map((n) => blob(n, at(n))))
    })
  }
  await storage.execute(storage.db, 'analyze')
  return Array.from({ length: fileAmount }, (_, n) => keyOf(n))
}

function ticket(n: number, at: Date): TicketRow {
  return {
    tenantId: 'default',
    id: idOf(1, n),
    number: 1_000_000 + n,
    subject: `Ticket ${n}`,
    description: 'x',
    descriptionHtml: '<p>x</p>',
    status: 'closed',
    priority: 'normal',
    requesterId: `customer${n % 500}`,
    createdBy: `customer${n % 500}`,
    metadata: {},
    reopenCount: 0,
    version: 1,
    publicVersion: 1,
    createdAt: at,
    updatedAt: at,
    publicUpdatedAt: at,
  } as TicketRow
}

function file(n: number, at: Date): FileRow {
  const isDraft = n % 200 === 7
  const isDeleted = n % 100 === 3
  return {
    tenantId: 'default',
    id: idOf(2, n),
    ticketId: isDraft ? null : idOf(1, Math.floor(n / filesOfTicket)),
    replyId: null,
    audience: n % 10 === 0 ? 'internal' : 'public',
    blobKey: keyOf(n),
    name: `file${n}.txt`,
    size: 1_000 + n,
    type: 'text/plain',
    declaredType: null,
    isInline: false,
    sha256: '0'.repeat(64),
    state: n % 100 === 1 ? 'pending' : 'clean',
    scanDetail: null,
    scannedAt: n % 100 === 1 ? null : at,
    releasedAt: null,
    releasedBy: null,
    uploadedBy: `customer${Math.floor(n / filesOfTicket) % 500}`,
    uploadKey: null,
    createdAt: at,
    attachedAt: isDraft ? null : at,
    deletedAt: isDeleted ? at : null,
    deletedBy: isDeleted ? 'sue' : null,
    deletedWithTicket: false,
  }
}

function blob(n: number, at: Date): BlobRow {
  return {
    key: keyOf(n),
    tenantId: 'default',
    state: n % 1_000 === 5 ? 'doomed' : 'held',
    size: 1_000 + n,
    since: at,
    missingAt: null,
  }
}

/** A store of keys; every file in it says the same. */
export function keyStore(): AttachmentStore & { fill(keys: readonly string[]): void } {
  const keys = new Set<string>()
  return {
    name: 'keys',
    fill: (more) => more.forEach((key) => void keys.add(key)),
    async put(key, body) {
      for await (const _ of body);
      keys.add(key)
    },
    get: async () => ReadableStream.from([new TextEncoder().encode('sample')]),
    delete: async (key) => void keys.delete(key),
    list: async ({ after = '', limit }) =>
      [...keys]
        .filter((key) => key > after)
        .toSorted()
        .slice(0, limit)
        .map((key) => ({ key, size: 6, modifiedAt: new Date(0) })),
  }
}
