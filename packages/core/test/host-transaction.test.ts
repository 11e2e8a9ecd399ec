/** A host's own row and a ticket commit together or not at all. */
import type { DatabaseSync } from 'node:sqlite'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHelpdesk } from '../src/index.ts'
import { openHelpdesk, type TestHelpdesk, testSecret } from './support/helpdesk.ts'
import { everyone, person } from './support/people.ts'
import { engines } from './support/storages.ts'

const ada = person('ada')

describe.each(engines)("a host's transaction on $name", (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
    await desk.storage.execute(desk.storage.db, 'create table orders (id text primary key)')
  })
  afterAll(() => desk.close())

  async function insertOrder(tx: unknown, id: string): Promise<void> {
    if (engine.name === 'postgres')
      await (tx as pg.PoolClient).query('insert into orders values ($1)', [id])
    else
      (tx as { database: DatabaseSync }).database.prepare('insert into orders values (?)').run(id)
  }

  async function orders(): Promise<string[]> {
    return desk.helpdesk.transaction(async (tx) => {
      const query = 'select id from orders order by id'
      if (engine.name === 'sqlite') {
        return (tx as { database: DatabaseSync }).database
          .prepare(query)
          .all()
          .map(({ id }) => String(id))
      }
      return (await (tx as pg.PoolClient).query(query)).rows.map(({ id }) => id)
    })
  }

  const subjects = async () =>
    (await desk.as('root').tickets.list()).data.map(({ subject }) => subject)

  it('commits both', async () => {
    await desk.helpdesk.transaction(async (tx) => {
      await insertOrder(tx, 'kept')
      await desk.helpdesk.as(ada, { tx }).tickets.create({ subject: 'Kept', description: 'x' })
    })
    expect(await orders()).toEqual(['kept'])
    expect(await subjects()).toEqual(['Kept'])
  })

  it('rolls both back, events included', async () => {
    let ticketId = ''
    const failing = desk.helpdesk.transaction(async (tx) => {
      await insertOrder(tx, 'lost')
      const ticket = await desk.helpdesk
        .as(ada, { tx })
        .tickets.create({ subject: 'Lost', description: 'x' })
      ticketId = ticket.id
      await desk.helpdesk.as(ada, { tx }).replies.create({ ticketId, body: 'Also lost' })
      throw new Error('the host changes its mind')
    })
    await expect(failing).rejects.toThrow('changes its mind')
    expect(await orders()).toEqual(['kept'])
    expect(await subjects()).toEqual(['Kept'])
    await expect(desk.as('root').tickets.get({ ticketId })).rejects.toMatchObject({ status: 404 })
  })

  it("leaves the host's work whole when the helpdesk refuses", async () => {
    await desk.helpdesk.transaction(async (tx) => {
      await insertOrder(tx, 'survives')
      await expect(
        desk.helpdesk.as(ada, { tx }).tickets.create({ subject: '', description: 'x' }),
      ).rejects.toMatchObject({ status: 400 })
      await expect(
        desk.helpdesk.as(person('sue'), { tx }).categories.create({ name: 'Twice' }),
      ).resolves.toBeDefined()
      await expect(
        desk.helpdesk.as(person('sue'), { tx }).categories.create({ name: ' twice ' }),
      ).rejects.toMatchObject({ code: 'name_taken' })
    })
    expect(await orders()).toEqual(['kept', 'survives'])
  })

  it('gives no number twice', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        n % 2 === 0
          ? desk.as('ada').tickets.create({ subject: `${n}`, description: 'x' })
          : desk.helpdesk.transaction((tx) =>
              desk.helpdesk.as(ada, { tx }).tickets.create({ subject: `${n}`, description: 'x' }),
            ),
      ),
    )
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(10)
  })

  it.runIf(engine.name === 'postgres')('lets others open tickets while it is open', async () => {
    const mine = await desk.helpdesk.transaction(async (tx) => {
      const first = await desk.helpdesk
        .as(ada, { tx })
        .tickets.create({ subject: 'Held', description: 'x' })
      const other = await desk.as('ben').tickets.create({ subject: 'Beside', description: 'x' })
      expect(other.number).toBe(first.number + 1)
      const second = await desk.helpdesk
        .as(ada, { tx })
        .tickets.create({ subject: 'Held too', description: 'x' })
      expect(second.number).toBe(other.number + 1)
      return first
    })
    expect(await desk.as('ada').tickets.get({ ticketId: mine.id })).toEqual(mine)
  })

  it('is handed to the functions that look people up', async () => {
    const told: unknown[] = []
    const helpdesk = createHelpdesk({
      database: desk.storage,
      secret: testSecret,
      authenticate: () => null,
      people: {
        async resolve(ids, { tx }) {
          told.push(tx)
          return everyone.filter(({ id }) => ids.includes(id))
        },
      },
    })
    const [sue, draft] = [
      person('sue'),
      { subject: 'For Ben', description: 'x', requesterId: 'ben' },
    ]
    await helpdesk.transaction(async (tx) => {
      await helpdesk.as(sue, { tx }).tickets.create(draft)
      expect(new Set(told)).toEqual(new Set([tx]))
    })
    told.length = 0
    await helpdesk.as(sue).tickets.create(draft)
    expect(new Set(told)).toEqual(new Set([undefined]))
  })
})
