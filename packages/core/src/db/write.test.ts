import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migratedDatabase } from '../../test/support/runtime.ts'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { events } from '../events/schema.ts'
import { newUuidV7 } from '../kit/clock.ts'
import { tickets } from '../tickets/schema.ts'
import { UniqueViolation } from './errors.ts'
import { eq } from './index.ts'
import type { Storage } from './types.ts'
import { rowWriter } from './write.ts'

describe.each(engines)('writing rows on $name', (engine) => {
  let database: TestDatabase
  let storage: Storage
  const writer = rowWriter(tickets)
  const at = new Date('2026-05-01T10:00:00.123Z')
  let number = 0

  beforeAll(async () => {
    database = await migratedDatabase(engine)
    storage = database.open()
  })
  afterAll(() => database.dispose())

  const ticket = () => ({
    tenantId: 'default',
    id: newUuidV7(),
    number: ++number,
    subject: 'Ünïcode “quotes”',
    description: 'x',
    descriptionHtml: '<p>x</p>',
    status: 'new' as const,
    priority: 'high' as const,
    categoryId: null,
    requesterId: 'ada',
    createdBy: 'ada',
    metadata: { plan: 'gold', seats: 3, trial: null },
    reopenCount: 0,
    version: 1,
    publicVersion: 1,
    createdAt: at,
    updatedAt: at,
    publicUpdatedAt: at,
  })
  const read = async (id: string) =>
    (await storage.db.select().from(tickets).where(eq(tickets.id, id)))[0]

  it('gives the row back as it is read, undefined values left to the database', async () => {
    for (let n = 0; n < 2; n++) {
      const given = { ...ticket(), teamId: undefined, waitingSince: at }
      const written = await writer.insertOne(storage.db, given)
      expect(written).toMatchObject({ ...given, teamId: null, assigneeId: null })
      expect(written).toEqual(await read(given.id))
    }
  })

  it('changes the row with the key and no other', async () => {
    const [one, other] = [ticket(), ticket()]
    for (const row of [one, other]) await writer.insertOne(storage.db, row)
    for (const [status, metadata] of [
      ['open', { a: 1 }],
      ['closed', {}],
    ] as const) {
      const key = { tenantId: 'default', id: one.id }
      const changed = await writer.updateOne(storage.db, key, { status, metadata, closedAt: null })
      expect(changed).toMatchObject({ ...one, status, metadata })
      expect(changed).toEqual(await read(one.id))
    }
    expect(await read(other.id)).toMatchObject(other)
    const elsewhere = { tenantId: 'other', id: one.id }
    expect(await writer.updateOne(storage.db, elsewhere, { version: 9 })).toBeUndefined()
  })

  it('writes rows that set different columns in one statement', async () => {
    const event = {
      tenantId: 'default',
      type: 'x',
      actorId: 'ada',
      via: 'api' as const,
      depth: 0,
      audience: 'public' as const,
      data: { of: ['anything'] },
      createdAt: at,
    }
    const rows = [
      { ...event, id: newUuidV7(), ticketId: null },
      { ...event, id: newUuidV7(), aboutId: 'ben' },
    ]
    await rowWriter(events).insert(storage.db, rows)
    const found = await storage.db.select().from(events).orderBy(events.seq)
    expect(found).toMatchObject([rows[0], rows[1]])
    expect(found[0]).toMatchObject({ aboutId: null, position: null })
  })

  it('names what the database refuses', async () => {
    const given = ticket()
    await writer.insertOne(storage.db, given)
    await expect(writer.insertOne(storage.db, given)).rejects.toBeInstanceOf(UniqueViolation)
  })
})
