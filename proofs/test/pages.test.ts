/**
 * Pages while rows are being written, with times that are equal to the millisecond: by two helpdesks
 * on one database whose clock stands still, and whose ids have no order between them.
 */
import type { Actor, Storage, Ticket, TicketSummary } from '@deskhand/core'
import { createHelpdesk } from '@deskhand/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, type SharedDatabase } from '../src/engines.ts'
import { createRandom, type Random } from '../src/random.ts'
import { seed, times } from '../src/settings.ts'

const grace: Actor = { id: 'grace', role: 'agent' }
const priorities = ['low', 'normal', 'high', 'urgent'] as const
const standing = Date.parse('2026-03-02T09:00:00.000Z')

interface Page<Row> {
  readonly data: readonly Row[]
  readonly page: { readonly nextCursor: string | null }
}

describe.each(engines)('pages on $name', ({ name, create }) => {
  let database: SharedDatabase
  let storages: Storage[]
  let random: Random
  let now = standing
  /** Ids of each in order, those of the first always after those of the second. */
  let desks: ReturnType<typeof open>[]

  function open(storage: Storage, lead: string) {
    let count = 0
    const newId = () => `019caf00-0000-7000-${lead}000-${(count++).toString(16).padStart(12, '0')}`
    return createHelpdesk({
      database: storage,
      secret: 'a secret that is only good for proofs',
      authenticate: () => null,
      clock: { now: () => new Date(now) },
      newId,
    }).as(grace)
  }

  beforeAll(async () => {
    console.info(`${name}: pnpm prove pages --seed ${seed}`)
    random = createRandom(`${seed}/pages on ${name}`)
    database = await create()
    storages = [database.open(), database.open()]
    const [first, second] = storages as [Storage, Storage]
    await createHelpdesk({
      database: first,
      secret: 'a secret that is only good for proofs',
      authenticate: () => null,
    }).migrate()
    desks = [open(first, 'b'), open(second, '8')]
    for (let n = 0; n < 40; n++) await write()
  })

  afterAll(async () => {
    for (const storage of storages) await storage.close()
    await database.remove()
  })

  const desk = () => random.pick(desks)

  const write = (): Promise<Ticket> =>
    desk().tickets.create({
      subject: 'The same moment',
      description: 'As all the others.',
      requesterId: 'ada',
      priority: random.pick(priorities),
    })

  /** Reads to the end, while `meanwhile` happens between and beside the pages. */
  async function walk<Row>(
    read: (cursor: string | undefined) => Promise<Page<Row>>,
    meanwhile: () => Promise<unknown>,
  ): Promise<Row[]> {
    const seen: Row[] = []
    for (let cursor: string | undefined; ; ) {
      const [page] = await Promise.all([read(cursor), meanwhile()])
      seen.push(...page.data)
      if (page.page.nextCursor === null) return seen
      cursor = page.page.nextCursor
      // Writes come to an end, or the last page would not.
      if (seen.length < 1_000) await meanwhile()
    }
  }

  const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)

  async function everyId(): Promise<string[]> {
    return idsOf(
      await walk(
        (cursor) => desk().tickets.list({ cursor, limit: 100 }),
        async () => {},
      ),
    )
  }

  /** About one new ticket for two that are read. */
  const tick = async () => {
    if (random.chance(0.2)) now++
    if (random.chance(0.6)) await write()
  }

  const sorts = ['created', 'number', 'priority'] as const
  const orders = ['asc', 'desc'] as const

  test.each(sorts.flatMap((sort) => orders.map((order) => ({ sort, order }))))(
    'by $sort, $order: what was there is read once, what comes meanwhile at most once',
    async ({ sort, order }) => {
      for (let round = 0; round < times(2, 10); round++) {
        const before = await everyId()
        const limit = random.between(2, 5)
        let writes = 0
        const seen = idsOf(
          await walk(
            (cursor) => desk().tickets.list({ cursor, limit, sort, order }),
            async () => {
              if (writes++ < 60) await tick()
            },
          ),
        )
        expect(new Set(seen).size, 'none twice').toBe(seen.length)
        expect(
          before.filter((id) => !seen.includes(id)),
          'none left out',
        ).toEqual([])
      }
    },
    120_000,
  )

  test.each(orders)(
    'by updated, %s: nothing that stays as it is is left out or repeated',
    async (order) => {
      for (let round = 0; round < times(2, 10); round++) {
        const before = await everyId()
        const touched = new Set<string>()
        let writes = 0
        const seen: TicketSummary[] = await walk(
          (cursor) => desk().tickets.list({ cursor, limit: 4, sort: 'updated', order }),
          async () => {
            if (writes++ > 60) return
            if (random.chance(0.3)) now++
            const id = random.pick(before)
            touched.add(id)
            await desk().tickets.update({ ticketId: id, priority: random.pick(priorities) })
            await tick()
          },
        )
        const ids = idsOf(seen)
        const versions = seen.map(({ id, version }) => `${id} ${version}`)
        const repeated = ids.filter((id, index) => ids.indexOf(id) !== index)
        const missing = before.filter((id) => !ids.includes(id))
        // What changes moves to the newest end: ahead of a reader who goes there, behind one who left.
        if (order === 'asc') expect(missing).toEqual([])
        if (order === 'desc') expect(repeated).toEqual([])
        expect([...repeated, ...missing].filter((id) => !touched.has(id))).toEqual([])
        expect(new Set(versions).size, 'a version twice').toBe(versions.length)
      }
    },
    120_000,
  )

  test.each([
    { what: 'standing still', step: () => 0 },
    { what: 'that goes back and forth', step: () => random.between(-3_600_000, 3_500_000) },
  ])(
    'a conversation under a clock $what: read on while it is written, nothing is left out',
    async ({ step }) => {
      for (let round = 0; round < times(2, 10); round++) {
        const { id: ticketId } = await write()
        const said: string[] = []
        const say = async () => {
          if (said.length >= 60) return
          now += step()
          const body = `${said.length}`
          said.push(body)
          const audience = random.pick(['public', 'internal'] as const)
          await desk().replies.create({ ticketId, body, audience })
        }
        for (let n = 0; n < 10; n++) await say()
        const seen = await walk(
          (cursor) => desk().replies.list({ ticketId, cursor, limit: 3, order: 'asc' }),
          say,
        )
        const bodies = seen.map(({ body }) => body)
        expect(bodies).toEqual(said.slice(0, bodies.length))
        const back = await walk(
          (cursor) => desk().replies.list({ ticketId, cursor, limit: 7, order: 'desc' }),
          say,
        )
        expect(back.map(({ body }) => body)).toEqual(said.slice(0, back.length).toReversed())

        const events = await walk(
          (cursor) => desk().tickets.events({ ticketId, cursor, limit: 3 }),
          () => desk().tickets.update({ ticketId, metadata: { n: random.next() } }),
        )
        const told = events.flatMap(({ type, data }) =>
          /^(reply|note)/.test(type) ? [data.replyId] : [],
        )
        const all = await walk(
          (cursor) => desk().replies.list({ ticketId, cursor, limit: 100 }),
          async () => {},
        )
        expect(told).toEqual(idsOf(all))
        expect(new Set(idsOf(events)).size).toBe(events.length)
      }
    },
    120_000,
  )
})
