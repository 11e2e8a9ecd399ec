/** Several processes at once. */
import { createHelpdesk } from '@deskhand/core'
import { rows, sql } from '@deskhand/core/db'
import { type TestDatabase, testSecret } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tags } from '../src/index.ts'
import { engines, names } from './support/desk.ts'
import { countedSlowly } from './support/truth.ts'

describe.each(engines)('tagging at once on $name', (engine) => {
  let database: TestDatabase
  const admin = { id: 'root', role: 'admin' } as const

  beforeAll(async () => {
    database = await engine.create()
  })
  afterAll(() => database.dispose())

  function openProcess() {
    const storage = database.open()
    const helpdesk = createHelpdesk({
      database: storage,
      secret: testSecret,
      authenticate: () => null,
      plugins: [tags()],
    })
    return { storage, helpdesk, root: helpdesk.as(admin) }
  }

  it('makes one tag of a new name, and counts everything once', async () => {
    const processes = [openProcess(), openProcess(), openProcess()]
    const [{ helpdesk, root, storage }] = processes as [ReturnType<typeof openProcess>]
    await helpdesk.migrate()
    const ids = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const ticket = await root.tickets.create({
          subject: 'x',
          description: 'y',
          requesterId: 'root2',
        })
        return ticket.id
      }),
    )
    await Promise.all(
      ids.map((ticketId, index) =>
        processes[index % 3]?.root.tags.add({
          ticketId,
          names: index % 2 === 0 ? ['new', 'other'] : ['OTHER ', 'New'],
        }),
      ),
    )
    expect(names((await root.tags.list()).data).map((name) => name.toLowerCase())).toEqual([
      'new',
      'other',
    ])
    const { data } = await root.tags.statistics()
    expect(data.map(({ open, total }) => [open, total])).toEqual([
      [6, 6],
      [6, 6],
    ])

    const changes = ids.flatMap((ticketId, index) => {
      const { root: own } = processes[index % 3] as ReturnType<typeof openProcess>
      return [
        own.tickets.transition({ ticketId, status: index % 2 === 0 ? 'resolved' : 'pending' }),
        own.tags.set({ ticketId, names: ['new', 'third'] }),
        own.tags.remove({ ticketId, names: ['new'] }),
        own.tags.add({ ticketId, names: ['other', 'fourth'] }),
      ]
    })
    await Promise.all(changes)
    const counted = (await root.tags.statistics()).data.map(({ name, open, total }) => ({
      name,
      open,
      total,
    }))
    expect(counted.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      await countedSlowly(storage),
    )
  })

  it('loses nothing when tags are merged while tickets move', async () => {
    const processes = [openProcess(), openProcess()]
    const [{ root, storage }, { root: other }] = processes as [
      ReturnType<typeof openProcess>,
      ReturnType<typeof openProcess>,
    ]
    const { data } = await root.tickets.list()
    const from = await root.tags.create({ name: 'from' })
    const into = await root.tags.create({ name: 'into' })
    const ticketIds = data.map(({ id }) => id)
    await root.tags.bulkAdd({ ticketIds, names: ['from'] })
    const results = await Promise.allSettled([
      root.tags.merge({ tagId: from.id, intoId: into.id }),
      ...ticketIds.map((ticketId) => other.tickets.transition({ ticketId, status: 'open' })),
      ...ticketIds.map((ticketId) => other.tags.add({ ticketId, tagIds: [from.id] })),
      ...ticketIds.map((ticketId) => other.tags.add({ ticketId, tagIds: [into.id] })),
    ])
    for (const result of results) {
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ status: expect.any(Number) })
    }
    const counted = (await root.tags.statistics()).data.map(({ name, open, total }) => ({
      name,
      open,
      total,
    }))
    expect(counted.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      await countedSlowly(storage),
    )
    expect(counted.find(({ name }) => name === 'into')?.total).toBe(ticketIds.length)
  })
  it.runIf(engine.name === 'postgres')('adds a tag that a merge of tags brings along', async () => {
    const [{ helpdesk, root }, { root: other, storage }] = [openProcess(), openProcess()]
    const from = await root.tags.create({ name: 'left' })
    const into = await root.tags.create({ name: 'right' })
    const ticket = await root.tickets.create({
      subject: 'x',
      description: 'y',
      requesterId: 'root2',
    })
    await root.tags.add({ ticketId: ticket.id, tagIds: [from.id] })
    const waitsForLock = async () => {
      const [found] = await rows<{ waiting: boolean }>(
        storage.db,
        sql`select exists(
          select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'
        ) as waiting`,
      )
      return found?.waiting ?? false
    }
    const adding = await helpdesk.transaction(async (tx) => {
      await helpdesk.as(admin, { tx }).tags.merge({ tagId: from.id, intoId: into.id })
      const started = other.tags.add({ ticketId: ticket.id, tagIds: [into.id] })
      // In an object, because the transaction must not wait for it.
      const pending = { started }
      await expect.poll(waitsForLock).toBe(true)
      return pending
    })
    await adding.started
    const { data } = await root.tags.statistics()
    expect(data.find(({ name }) => name === 'right')).toMatchObject({ open: 1, total: 1 })
    expect(data.some(({ name }) => name === 'left')).toBe(false)
  })
})
