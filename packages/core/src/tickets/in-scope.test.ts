/** The scope of a row is the scope of a query: every scope, on every ticket. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { person } from '../../test/support/people.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { participants } from '../participants/schema.ts'
import type { Scope } from '../permissions/types.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import { isInScope } from './in-scope.ts'
import { tickets } from './schema.ts'
import { inScope } from './scope.ts'

const probe: HelpdeskPlugin<'probe', { call(): Call }> = {
  id: 'probe',
  version: '0.0.0',
  core: '^0.0.0',
  setup: () => ({ api: (call) => ({ call: () => call }) }),
}

const choices = <T>(values: readonly T[]) => [undefined, [], [values[0] as T], values]

const scopes: Scope[] = [true, false].flatMap((own) =>
  choices(['billing', 'technical']).flatMap((teams) =>
    choices(['acme', 'globex']).map((organisations) => ({
      own,
      ...(teams && { teams }),
      ...(organisations && { organisations }),
    })),
  ),
)

describe.each(engines)('on $name', { retry: 0 }, (engine) => {
  let desk: TestHelpdesk<readonly [typeof probe]>
  let scope: Scope = { all: true }

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [probe], scope: () => scope })
    const ask = { subject: 'x', description: 'x' }
    for (const requester of ['ada', 'ben', 'grace'] as const) {
      for (const assigneeId of [null, 'grace', 'hal']) {
        for (const teamId of [null, 'billing', 'technical']) {
          const cc = assigneeId === 'hal' ? ['carl'] : []
          const { id: ticketId } = await desk.as(requester).tickets.create({ ...ask, cc })
          await desk.as('sue').tickets.transfer({ ticketId, teamId, assigneeId })
        }
      }
    }
    await desk.storage.db
      .update(tickets)
      .set({ organisationId: 'globex' })
      .where(eq(tickets.teamId, 'technical'))
  })
  afterAll(() => desk.close())

  const ids = ['ada', 'carl', 'ben', 'grace', 'hal', 'sue'] as const
  /** Has tickets assigned that they may see no more. */
  const formerAgent = { ...person('hal'), role: 'customer' } as const

  it.each([
    ...ids.map((id) => [id, person(id)] as const),
    ['hal, a customer by now', formerAgent] as const,
  ])('%s', async (_who, who) => {
    const { db } = desk.storage
    const all = await db.select().from(tickets)
    const places = await db.select().from(participants).where(eq(participants.personId, who.id))
    const participated = new Set(places.map(({ ticketId }) => ticketId))
    let seen = 0
    for (scope of [{ all: true }, {}, ...scopes]) {
      const call = desk.helpdesk.as(who).probe.call()
      const { actor } = call
      const byQuery = await call.db.select({ id: tickets.id }).from(tickets).where(inScope(call))
      const byRow = all.filter((row) => isInScope(scope, actor, row, participated.has(row.id)))
      expect(byRow.map((row) => row.id).sort(), JSON.stringify(scope)).toEqual(
        byQuery.map((row) => row.id).sort(),
      )
      seen += byRow.length
    }
    expect(seen).toBeGreaterThan(all.length)
  })
})
