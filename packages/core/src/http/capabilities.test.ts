import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { probe } from '../../test/support/http.ts'
import { engines } from '../../test/support/storages.ts'
import { version } from '../version.ts'
import type { Capabilities } from './capabilities.ts'
import { capabilitiesOutput } from './meta-routes.ts'

describe('capabilities', () => {
  let desk: TestHelpdesk<readonly [ReturnType<typeof probe>]>

  beforeAll(async () => {
    const [sqlite] = engines as [(typeof engines)[number]]
    desk = await openHelpdesk(sqlite, {
      plugins: [probe()],
      can: (actor, permission) => !(actor.id === 'hal' && permission === 'ticket.assign'),
    })
  })
  afterAll(() => desk.close())

  async function of(id: string): Promise<Capabilities> {
    const response = await desk.request(id, 'GET', '/capabilities')
    return capabilitiesOutput.strict().parse(await response.json())
  }

  it('name what is installed and who asks', async () => {
    expect(await of('grace@west')).toMatchObject({
      version,
      plugins: [{ id: 'probe', version: '1.2.3', facts: {} }],
      actor: { id: 'grace', name: 'Grace', role: 'agent', tenantId: 'west' },
      policy: { customersSetPriority: false, replyToClosed: 'follow-up' },
      limits: { body: 1_048_576, page: 100, bulk: 100 },
    })
  })

  it('list the permissions that the actor holds, narrowed by the host', async () => {
    const grace = await of('grace')
    expect(grace.permissions).toEqual(expect.arrayContaining(['ticket.assign', 'probe:use']))
    expect(grace.permissions).not.toContain('ticket.close')
    expect((await of('hal')).permissions).not.toContain('ticket.assign')
    expect((await of('ada')).permissions).not.toContain('probe:use')
  })

  it('do not tell a customer of the state they never see', async () => {
    expect((await of('grace')).statuses).toContain('on_hold')
    const { statuses } = await of('ada')
    expect(statuses).toEqual(['new', 'open', 'in_progress', 'pending', 'resolved', 'closed'])
  })
})
