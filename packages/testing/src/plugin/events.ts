/** Events are what others build on, so each type is named. */
import { rows, sql } from '@deskhand/core/db'
import { expect } from 'vitest'
import type { RouteContractOptions } from '../routes/options.ts'
import { createTarget, mightiest } from '../routes/target.ts'
import type { Check } from '../suite.ts'
import type { Stand } from './subject.ts'

const ofCore =
  /^(?:ticket\.(?:created|updated|transitioned|reopened|assigned|unassigned|transferred|deleted|restored|purged)|reply\.created|note\.created|participant\.(?:added|removed)|category\.(?:created|updated)|person\.erased)$/

export function eventChecks(stand: Stand, routes: RouteContractOptions): Check[] {
  return [{ name: 'emits only events that are listed', run: () => emitsListed(stand, routes) }]
}

async function emitsListed(stand: Stand, routes: RouteContractOptions): Promise<void> {
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
  const emitted = await rows<{ type: string }>(
    ground.desk.storage.db,
    sql`select distinct type from deskhand_events
        where tenant_id in (${sql.join(
          tenants.map((tenant) => sql`${tenant}`),
          sql`, `,
        )})`,
  )
  const listed = new Set(options.events)
  const unlisted = emitted
    .map(({ type }) => type)
    .filter((type) => !ofCore.test(type) && !listed.has(type))
  expect(unlisted, 'Add these types to events, and document them.').toEqual([])
}
