/** After any sequence of valid operations: who sees what, who may do what, and how versions grow. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engines, type HostileDesk, openDesk } from '../../src/hostile/desk.ts'
import { type Watch, watch } from '../../src/hostile/digest.ts'
import { people } from '../../src/hostile/ground.ts'
import { nextStep, type Step, secret } from '../../src/hostile/sequence.ts'
import { createRandom } from '../../src/random.ts'
import { seed, times } from '../../src/settings.ts'

interface Ticket {
  readonly id: string
  readonly status: string
  readonly side: 'agent' | 'customer'
  readonly version: number
  readonly allowedTransitions: readonly string[]
}

const internal = ['metadata', 'teamId', 'deletedAt', 'deletedBy'] as const
const minutes = 60_000
/** Steps of a test, so that none of them takes minutes. */
const stepsEach = times(30, 150)

describe.each(engines)('on $name', (engine) => {
  const parts = engine.name === 'sqlite' ? times(10, 100) : times(3, 35)
  const random = createRandom(`${seed}/rights/${engine.name}`)
  let hostile: HostileDesk
  let changes: Watch['changes']
  const categories: string[] = []
  const tickets: string[] = []
  const trail: Step[] = []
  const tally = { done: 0, refused: 0, moved: 0 }
  /** By person and ticket: the version that was read last, and all that was read with it. */
  const read = new Map<string, { version: number; text: string }>()

  beforeAll(async () => {
    console.info(`${engine.name}: pnpm prove hostile --seed ${seed}`)
    hostile = await openDesk(engine)
    changes = (await watch(hostile.desk.storage)).changes
    for (const name of ['One', 'Two']) {
      categories.push((await ask<Ticket>('sue', 'POST', '/categories', { name })).body.id)
    }
    await ask('root', 'POST', '/tags', { name: 'known', isPublic: true })
    await ask('root', 'POST', '/tags', { name: secret })
    for (const who of ['ada', 'ada', 'ben', 'grace', 'root']) {
      const body = { subject: 'Broken', description: 'x' }
      tickets.push((await ask<Ticket>(who, 'POST', '/tickets', body)).body.id)
    }
  })
  afterAll(() => hostile?.close())

  async function ask<Body>(who: string, method: string, path: string, body?: unknown) {
    const response = await hostile.desk.request(who, method, path, body)
    const text = await response.text()
    expect(response.status, context(text)).toBeLessThan(500)
    return {
      status: response.status,
      text,
      body: (text === '' ? null : JSON.parse(text)) as Body,
    }
  }
  const context = (more = '') =>
    `seed ${seed}, after ${JSON.stringify(trail.slice(-5), null, 1)}\n${more}`

  // Each part goes on from the one before it.
  test.each(Array.from({ length: parts }, (_, part) => part + 1))(
    `rights, versions and transitions hold in any order of things: part %i of ${parts}`,
    async () => {
      for (let n = 0; n < stepsEach; n++) await takeStep(n)
    },
  )

  test('tickets have moved', () => {
    expect(tally.moved).toBeGreaterThan(times(0, 100))
    console.info(`${engine.name}: ${JSON.stringify(tally)}, ${tickets.length} tickets`)
  })

  async function takeStep(n: number): Promise<void> {
    if (random.chance(0.2)) hostile.desk.clock.advance(random.pick([1, minutes, 24 * 60 * minutes]))
    const step = nextStep(random, { tickets: tickets.slice(-12), categories })
    trail.push(step)
    const target = /^\/tickets\/([0-9a-f-]{36})/.exec(step.path)?.[1]
    const before = target && (await ask<Ticket>(step.who, 'GET', `/tickets/${target}`))
    await changes()
    const { status, text, body } = await ask<Ticket>(step.who, step.method, step.path, step.body)
    const changed = await changes()
    if (status < 400) tally.done++
    else tally.refused++

    if (status >= 400) expect(changed, context(text)).toEqual([])
    if (before && before.status !== 200) expect(status, context(text)).toBe(404)
    if (before && before.status === 200 && step.path.endsWith('/transition')) {
      const { allowedTransitions, status: from } = before.body
      const to = (step.body as { status: string }).status
      const isAllowed = allowedTransitions.includes(to)
      // Nothing to do is no error, except on a deleted ticket, which nobody moves at all.
      const isDone = isAllowed || from === to
      const mayRefuse = !isDone || allowedTransitions.length === 0
      const fitting = [...(isDone ? [200] : []), ...(mayRefuse ? [409] : [])]
      expect(fitting, context(JSON.stringify(before.body))).toContain(status)
      if (isAllowed && from !== to) {
        tally.moved++
        expect(body.status).toBe(to)
      }
    }
    if (step.path === '/tickets' && status === 201) tickets.push(body.id)

    const ticketId = target ?? random.pick(tickets)
    for (const who of people) await look(who, ticketId)
    if (n % 10 === 0) for (const who of ['ada', 'ben', 'carl', 'grace']) await lookAtLists(who)
    expect(hostile.takeComplaints()).toEqual([])
  }

  /** A version stands for all that is read with it, and only grows. */
  async function look(who: string, ticketId: string): Promise<void> {
    const { status, body, text } = await ask<Ticket>(who, 'GET', `/tickets/${ticketId}`)
    if (status !== 200) return
    const key = `${who} ${ticketId}`
    // Where it may go depends on the time as well.
    const { allowedTransitions: _, ...shown } = body
    const now = { version: body.version, text: JSON.stringify(shown) }
    const last = read.get(key)
    if (last) {
      expect(now.version, context(text)).toBeGreaterThanOrEqual(last.version)
      if (now.version === last.version) expect(now.text, context(`${who}:`)).toBe(last.text)
    }
    read.set(key, now)
    if (body.side !== 'customer') return
    expectPublic(text, body)
    await lookAtParts(who, body)
  }

  async function lookAtParts(who: string, { id }: Ticket): Promise<void> {
    const parts = ['/replies?limit=100', '/events?limit=100', '/participants', '?include[]=tags']
    for (const part of parts) {
      const answer = await ask<object>(who, 'GET', `/tickets/${id}${part}`)
      expect(answer.status, context(answer.text)).toBe(200)
      expectPublic(answer.text)
    }
  }

  /** Customers' lists; agents' own tickets are among the others, so each row tells its side. */
  async function lookAtLists(who: string): Promise<void> {
    const lists = [
      '',
      '&include[]=tags',
      '&status[]=on_hold',
      '&sort=updated',
      '&tags[any][]=known',
    ]
    for (const list of lists) {
      const { body, text } = await ask<{ data: Ticket[] }>(who, 'GET', `/tickets?limit=100${list}`)
      for (const ticket of body.data) {
        if (ticket.side === 'customer') expectPublic(JSON.stringify(ticket), ticket)
      }
      if (['ada', 'ben', 'carl'].includes(who)) {
        if (list.includes('on_hold')) expect(body.data, context()).toEqual([])
        expectPublic(text)
      }
    }
  }

  function expectPublic(text: string, ticket?: Ticket): void {
    expect(text, context()).not.toContain(secret)
    expect(text, context()).not.toContain('on_hold')
    if (ticket) for (const name of internal) expect(Object.keys(ticket)).not.toContain(name)
  }
})
