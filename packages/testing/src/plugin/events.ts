/** Each type of event must be declared, and customers must see only the data that is declared public. */
import { rows, sql } from '@deskhand/core/db'
import { expect } from 'vitest'
import type { Fixture } from '../fixture.ts'
import type { RouteContractOptions } from '../routes/options.ts'
import { createTarget, mightiest } from '../routes/target.ts'
import type { Check } from '../suite.ts'
import { customerSide } from './customer-side.ts'
import { probeAs } from './probe.ts'
import { listen } from './stream.ts'
import type { Stand } from './subject.ts'

/** The keys of the data that events had, by type. */
type Emitted = ReadonlyMap<string, ReadonlySet<string>>

export function eventChecks(stand: Stand, routes: RouteContractOptions): Check[] {
  let running: Promise<Emitted> | undefined
  const emitted = () => {
    running ??= emitAll(stand, routes)
    return running
  }
  const own = Object.keys(stand.parts.events ?? {})
  return [
    {
      name: 'declares the events that it emits',
      run: async () => isDeclared(stand, await emitted()),
    },
    ...(['ada', 'grace'] as const)
      .filter(() => own.length > 0)
      .map((who) => ({
        name: `shows ${who === 'ada' ? 'a customer' : 'an agent who requested the ticket'} nothing of its events but declared data`,
        run: async () => hidesTheRest(stand, routes, who, await emitted()),
      })),
  ]
}

/** Runs `fill` and every sample. */
async function emitAll(stand: Stand, routes: RouteContractOptions): Promise<Emitted> {
  const { ground, options } = stand
  const fixture = await ground.fixture()
  await options.fill?.(fixture)
  const tenants = [fixture.tenantId]
  for (const route of stand.routes) {
    const sample = routes.samples[route.operationId]
    if (!sample || route.method === 'GET' || route.permission === 'public') continue
    const target = createTarget(ground, route, sample, routes)
    const another = await ground.fixture()
    await target.ask(another, mightiest(target), await target.sample(another))
    tenants.push(another.tenantId)
  }
  const ids = sql.join(
    tenants.map((tenant) => sql`${tenant}`),
    sql`, `,
  )
  const found = await rows<{ type: string; data: string | object }>(
    ground.desk.storage.db,
    sql`select type, data from deskhand_events where tenant_id in (${ids})`,
  )
  const keys = new Map<string, Set<string>>()
  for (const { type, data } of found) {
    const known = keys.get(type) ?? new Set()
    const object = typeof data === 'string' ? JSON.parse(data) : data
    for (const key of Object.keys(object)) known.add(key)
    keys.set(type, known)
  }
  return keys
}

function isDeclared({ events }: Stand, emitted: Emitted): void {
  const undeclared = [...emitted.keys()].filter((type) => !Object.hasOwn(events, type))
  const said =
    "Let setup() return events: { 'thing.added': { description: 'When it is emitted.', publicData: [] } } with these types."
  expect(undeclared, said).toEqual([])
}

/**
 * Emits every type of the plugin once more, and one that nobody declares, with a text in all keys that are
 * not declared public. The customer side must find neither that text nor the secret of `fill`.
 */
async function hidesTheRest(
  stand: Stand,
  routes: RouteContractOptions,
  who: 'ada' | 'grace',
  emitted: Emitted,
): Promise<void> {
  const fixture = await stand.ground.fixture({ requester: who })
  const { tenantId, ticket, agent, as, secret } = fixture
  const planted = `planted-in-${tenantId}`
  const stream = await listen(stand, fixture, who)
  try {
    await stand.options.fill?.(fixture)
    await plant(stand, fixture, emitted, planted)
    await fixture.runDue()
    const { reply } = await as(agent).replies.create({ ticketId: ticket.id, body: 'That is all.' })
    const streamed = await stream.until(reply?.id ?? '')
    for (const text of [streamed, ...(await customerSide(stand, routes)(fixture, who))]) {
      const isShown = text.includes(planted) || text.includes(secret)
      const said = `${who} could read event data that only the agent side may know. Take its key out of publicData, and let routes, fields and subscriptions show no data of other keys: ${text}`
      expect(isShown, said).toBe(false)
    }
  } finally {
    await stream.end()
  }
}

async function plant(
  { parts, events, plugin }: Stand,
  fixture: Fixture,
  emitted: Emitted,
  planted: string,
): Promise<void> {
  const { call } = probeAs(fixture, 'root')
  const known = Object.values(events).flatMap(({ publicData = [] }) => publicData)
  await call.transaction(async (inner) => {
    for (const type of [...Object.keys(parts.events ?? {}), `${plugin.id}.undeclared`]) {
      const shown = events[type]?.publicData ?? []
      const keys = [...known, ...(emitted.get(type) ?? []), 'text', 'name', 'secret']
      const hidden = keys.filter((key) => !shown.includes(key))
      const data = Object.fromEntries(hidden.map((key) => [key, planted]))
      const nested = { inner: [planted] }
      inner.emit({
        type,
        ticketId: fixture.ticket.id,
        audience: 'public',
        data: { ...data, nested },
      })
    }
  })
}
