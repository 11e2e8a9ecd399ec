/** Several processes on one database, written to over HTTP at the same time. */
import type { Storage, Ticket } from '@deskhand/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asked, ask } from '../src/caller.ts'
import { isOfDelivery, reportDeliveries, settled } from '../src/deliveries.ts'
import { engines, type SharedDatabase } from '../src/engines.ts'
import type { PersonId } from '../src/people.ts'
import { type Host, startHost } from '../src/process.ts'
import { times } from '../src/settings.ts'
import { grouped, readEffects, readEvents, readJobs } from '../src/tables.ts'

const every = 500
const workersEach = 3
const agents: readonly PersonId[] = ['grace', 'hal', 'sue']

describe.each(engines)('$processes processes on $name', ({ name, processes, create }) => {
  let database: SharedDatabase
  let storage: Storage
  let hosts: Host[] = []
  let startedAt: number
  const statuses = new Map<number, number>()

  beforeAll(async () => {
    database = await create()
    startedAt = Date.now()
    // All at once, so that they migrate at once as well. The first one lacks the plugin.
    hosts = await Promise.all(
      Array.from({ length: processes }, (_, index) =>
        startHost('server', {
          ...database.env,
          TICK_MS: String(every),
          ...(index === 0 && { LEDGER: 'no' }),
        }),
      ),
    )
    storage = database.open()
  }, 600_000)

  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.stop()))
    await storage?.close()
    await database.remove()
  })

  async function request<Body>(host: Host, asked: Asked) {
    const answer = await ask<Body>(host.url, asked)
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    return answer
  }

  /** Several at each process, all at the same time. */
  async function everywhere<T>(work: (host: Host, worker: number) => Promise<T>): Promise<T[]> {
    const workers = hosts.flatMap((host) => Array.from({ length: workersEach }, () => host))
    return Promise.all(workers.map((host, worker) => work(host, worker)))
  }

  const open = (host: Host, subject: string) =>
    request<Ticket>(host, {
      as: 'ada',
      method: 'POST',
      path: '/tickets',
      body: { subject, description: 'It does not work.' },
    })

  const read = async (host: Host, id: string) =>
    (await request<Ticket>(host, { as: 'root', method: 'GET', path: `/tickets/${id}` })).body

  /** One of its own for each test, from the process without the plugin. */
  const shared = async () => (await open(hosts[0] as Host, 'Shared')).body

  test('numbers: none twice, none of them lost', async () => {
    const each = times(8, 100)
    const answers = await everywhere(async (host, worker) => {
      const tickets: Ticket[] = []
      for (let n = 0; n < each; n++) tickets.push((await open(host, `${worker}-${n}`)).body)
      return tickets
    })
    const acknowledged = answers.flat()
    const numbers = acknowledged.map(({ number }) => number)
    expect(new Set(numbers).size).toBe(processes * workersEach * each)
    const last = Math.max(...numbers)
    const list = await request<{ data: Ticket[] }>(hosts[0] as Host, {
      as: 'grace',
      method: 'GET',
      path: `/tickets?sort=number&limit=1`,
    })
    expect(list.body.data[0]?.number).toBe(last)
    const created = (await readEvents(storage)).filter(({ type }) => type === 'ticket.created')
    const idOf = new Map(created.map(({ ticket_id, data }) => [data.number, ticket_id]))
    for (const { id, number } of acknowledged) expect(idOf.get(number)).toBe(id)
  }, 300_000)

  test('If-Match: no update is lost', async () => {
    const { id } = await shared()
    const each = times(5, 50)
    let refused = 0
    const priorities = ['low', 'normal', 'high', 'urgent'] as const
    await everywhere(async (host, worker) => {
      for (let done = 0; done < each; ) {
        const { version, metadata } = await read(host, id)
        const count = Number(metadata?.count ?? 0) + 1
        const { status } = await request(host, {
          as: agents[worker % agents.length] as PersonId,
          method: 'PATCH',
          path: `/tickets/${id}`,
          version,
          body: { metadata: { count }, priority: priorities[count % 4] },
        })
        if (status === 200) done++
        else refused++
      }
    })
    const total = processes * workersEach * each
    const after = await read(hosts[0] as Host, id)
    expect(after.metadata).toEqual({ count: total })
    expect(after.priority).toBe(priorities[total % 4])
    expect(after.version).toBe(1 + total)
    console.info(`${name}: ${total} updates with If-Match, ${refused} of them refused on the way`)
  }, 300_000)

  test('without If-Match: changes of different fields and replies all stay', async () => {
    const { id } = await shared()
    const each = times(5, 50)
    await everywhere(async (host, worker) => {
      for (let n = 1; n <= each; n++) {
        await request(host, {
          as: 'grace',
          method: 'PATCH',
          path: `/tickets/${id}`,
          body: { metadata: { [`worker-${worker}`]: n } },
        })
        await request(host, {
          as: 'hal',
          method: 'POST',
          path: `/tickets/${id}/replies`,
          body: { body: `${worker}-${n}`, audience: n % 2 ? 'internal' : 'public' },
        })
      }
    })
    const total = processes * workersEach * each
    const after = await read(hosts.at(-1) as Host, id)
    expect(Object.values(after.metadata ?? {})).toEqual(Array(processes * workersEach).fill(each))
    expect(after.version).toBe(1 + 2 * total)
    const bodies: string[] = []
    for (let cursor = ''; ; ) {
      const page = await request<{ data: { body: string }[]; page: { nextCursor: string | null } }>(
        hosts[0] as Host,
        { as: 'hal', method: 'GET', path: `/tickets/${id}/replies?limit=100${cursor}` },
      )
      bodies.push(...page.body.data.map(({ body }) => body))
      if (page.body.page.nextCursor === null) break
      cursor = `&cursor=${page.body.page.nextCursor}`
    }
    expect(bodies.length).toBe(total)
    expect(new Set(bodies).size).toBe(total)
  }, 300_000)

  test('bulk calls over the same tickets in different orders', async () => {
    const first = hosts[0] as Host
    const tickets = await Promise.all(Array.from({ length: 8 }, (_, n) => open(first, `Bulk ${n}`)))
    const ids = tickets.map(({ body }) => body.id)
    await everywhere(async (host, worker) => {
      for (let n = 0; n < times(3, 20); n++) {
        const { body } = await request<{ results: { ok: boolean }[] }>(host, {
          as: 'sue',
          method: 'POST',
          path: '/tickets/bulk-assign',
          body: {
            ticketIds: worker % 2 ? ids : ids.toReversed(),
            assigneeId: agents[(worker + n) % agents.length],
          },
        })
        expect(body.results.map(({ ok }) => ok)).toEqual(ids.map(() => true))
      }
    })
  }, 300_000)

  test('one key at several processes at once: one effect, one answer', async () => {
    const { id } = await shared()
    for (let n = 0; n < times(5, 50); n++) {
      const answers = await everywhere(async (host) => {
        for (;;) {
          const answer = await request<{ reply: { id: string } }>(host, {
            as: 'grace',
            method: 'POST',
            path: `/tickets/${id}/replies`,
            body: { body: `once ${n}` },
            key: `key-${n}`,
          })
          if (answer.status !== 409) return answer
          expect(answer.body).toMatchObject({ code: 'idempotency_in_progress' })
        }
      })
      expect(new Set(answers.map(({ body }) => body.reply.id)).size).toBe(1)
      expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
    }
    expect((await read(hosts[0] as Host, id)).version).toBe(1 + times(5, 50))
  }, 300_000)

  test('each delivery has its effect, and the feed has each event once and in order', async () => {
    await settled(storage, 180_000)
    const { faults, ...counts } = await reportDeliveries(storage)
    expect(faults).toEqual([])
    expect(counts.deliveries).toBeGreaterThan(100)
    expect(counts.repeated).toBe(0)
    expect(counts.appliedByFeed).toBeGreaterThan(100)
    const effects = (await readEffects(storage)).filter(isOfDelivery)
    // Only processes that have the plugin ran it, and each of them had a share.
    expect(new Set(effects.map(({ process }) => process)).size).toBe(processes - 1)
    console.info(`${name}, ${processes} processes: ${JSON.stringify(counts)}`)
  }, 300_000)

  test('positions are the order of commitment', async () => {
    const events = (await readEvents(storage)).toSorted(
      (a, b) => Number(a.position) - Number(b.position),
    )
    // A number is taken under a lock that lasts until the commit, so numbers are in its order.
    const numbers = events.flatMap(({ type, data }) =>
      type === 'ticket.created' ? [Number(data.number)] : [],
    )
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    for (const [ticketId, own] of grouped(events, ({ ticket_id }) => ticket_id)) {
      const seqs = own.map(({ seq }) => seq)
      expect(seqs, `${ticketId}`).toEqual(seqs.toSorted((a, b) => a - b))
    }
  })

  test('a schedule fires once a tick', async () => {
    const readTicks = async () =>
      grouped(
        (await readEffects(storage)).filter((effect) => effect.name === 'tick'),
        ({ work_id }) => work_id,
      )
    await expect.poll(async () => (await readTicks()).size, { timeout: 240_000 }).toBeGreaterThan(9)
    const jobs = await readJobs(storage, 'ledger:tick')
    const ran = await readTicks()
    const elapsed = Date.now() - startedAt
    const done = jobs.filter(({ state }) => state === 'done')
    for (const { id } of done) expect(ran.get(id)).toHaveLength(1)
    expect(ran.size).toBeLessThanOrEqual(Math.ceil(elapsed / every) + 1)
    console.info(`${name}: ${ran.size} ticks of ${every} ms in ${elapsed} ms`)
  }, 300_000)

  test('nothing but success, stale versions and keys in progress reached a caller', () => {
    const unexpected = [...statuses.keys()].filter(
      (status) => ![200, 201, 409, 412].includes(status),
    )
    expect(unexpected, JSON.stringify(Object.fromEntries(statuses))).toEqual([])
    for (const host of hosts) expect(host.log()).toBe('')
    console.info(`${name}: answers ${JSON.stringify(Object.fromEntries(statuses))}`)
  })
})
