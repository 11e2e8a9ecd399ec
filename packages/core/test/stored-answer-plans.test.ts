/** Whatever reads or empties stored answers finds them by an index, while there are many. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idempotencyKeys } from '../src/http/schema.ts'
import { actorKeyOf } from '../src/http/stored-answers.ts'
import { newUuidV7 } from '../src/kit/clock.ts'
import type { HelpdeskPlugin } from '../src/plugin/contract.ts'
import { redact } from '../src/tickets/redact.ts'
import { openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import { planFaults } from './support/plans.ts'
import { recordStatements } from './support/statements.ts'
import { engines } from './support/storages.ts'

const total = 10_000

interface RevisingApi {
  redact(ticketId: string): Promise<void>
}

const revising: HelpdeskPlugin<'revising', RevisingApi> = {
  id: 'revising',
  version: '1.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: (call) => ({
      redact: (ticketId) => redact(call, { ticketId, replace: () => '[redacted]' }),
    }),
  }),
}

describe.each(engines)('stored answers on $name', (engine) => {
  let desk: TestHelpdesk<readonly [typeof revising]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [revising] })
    const rows = Array.from({ length: total }, (_, n) => ({
      tenantId: 'default',
      actorKey: actorKeyOf('default', `person${n % 500}`),
      requestKey: `request${n}`,
      fingerprint: 'f',
      status: 201,
      ticketId: n % 2 === 0 ? newUuidV7() : null,
      createdAt: desk.clock.now(),
    }))
    for (let from = 0; from < total; from += 500) {
      await desk.storage.db.insert(idempotencyKeys).values(rows.slice(from, from + 500))
    }
    await desk.storage.execute(desk.storage.db, 'analyze')
  })
  afterAll(() => desk.close())

  /** Everything that touches a stored answer, at least once. */
  async function everything() {
    const draft = { subject: 'x', description: 'x' }
    const post = (path: string, body: object) =>
      desk.request('ada', 'POST', path, body, { 'idempotency-key': 'k' })
    const { id: ticketId } = (await (await post('/tickets', draft)).json()) as { id: string }
    const statuses = [(await post('/tickets', draft)).status]
    await desk.as('root').revising.redact(ticketId)
    statuses.push((await post('/tickets', draft)).status)
    await post(`/tickets/${ticketId}/replies`, { body: 'x' })
    await desk.as('root').tickets.delete({ ticketId })
    await desk.as('root').tickets.purge({ ticketId })
    statuses.push((await post(`/tickets/${ticketId}/replies`, { body: 'x' })).status)
    await desk.as('root').people.erase({ personId: 'person7' })
    expect(statuses).toEqual([201, 410, 410])
  }

  it('are never read from end to end', async () => {
    const recorded = await recordStatements(desk.storage.dialect, everything)
    const onAnswers = recorded.filter(({ sql }) =>
      /^\s*(select|update|delete).*"deskhand_idempotency_keys"/is.test(sql),
    )
    expect(onAnswers.length).toBeGreaterThan(8)
    for (const statement of onAnswers) {
      const { scans } = await planFaults(desk.storage, statement, /deskhand_idempotency_keys/)
      expect(scans, statement.sql).toEqual([])
    }
  })
})
