import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import { veto } from '../kit/errors.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { BulkResult } from './types.ts'

/** Refuses a ticket after all of it was written, and notes which events and jobs come out of it. */
function refusing(told: string[]): HelpdeskPlugin {
  return {
    id: 'refusing',
    version: '1.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: () => ({}),
      hooks: {
        'ticket.transition': {
          async after(call, { result }) {
            await call.enqueue('refusing:job', { ticketId: result.id })
            if (result.subject === 'bad') throw veto('refused', 'Not this one.')
          },
        },
      },
      jobs: [
        {
          name: 'refusing:job',
          schema: z.object({ ticketId: z.string() }),
          run: async (_call, payload) => {
            told.push(`job ${(payload as { ticketId: string }).ticketId}`)
          },
        },
      ],
      on: {
        moves: {
          events: ['ticket.transitioned', 'ticket.assigned', 'note.created'],
          handle: async (_call, { type, ticketId }) => {
            told.push(`${type} ${ticketId}`)
          },
        },
      },
    }),
  }
}

describe.each(engines)('tickets in bulk on $name', (engine) => {
  const told: string[] = []
  let desk: TestHelpdesk<readonly HelpdeskPlugin[]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [refusing(told)] as readonly HelpdeskPlugin[] })
  })
  afterAll(() => desk.close())

  const outcome = (result: BulkResult) => (result.ok ? 'ok' : result.code)

  it('leave nothing of a ticket that is refused: no change, no note, no event, no job', async () => {
    const ids: string[] = []
    for (const subject of ['good', 'bad', 'also good']) {
      const { id } = await desk.as('ada').tickets.create({ subject, description: 'x' })
      ids.push(id)
    }
    const [first = '', bad = '', last = ''] = ids
    const { tickets, replies } = desk.as('grace')
    const before = await tickets.get({ ticketId: bad })

    const move = { ticketIds: ids, status: 'resolved', reason: 'Outage is over.' } as const
    const { results } = await tickets.bulkTransition(move)
    expect(results.map(outcome)).toEqual(['ok', 'refused', 'ok'])

    expect(await tickets.get({ ticketId: bad })).toEqual(before)
    expect((await replies.list({ ticketId: bad })).data).toEqual([])
    const { data } = await tickets.events({ ticketId: bad })
    expect(data.map(({ type }) => type)).toEqual(['ticket.created'])
    await desk.runDue()
    const ofEach = (ticketId: string) =>
      ['job', 'note.created', 'ticket.assigned', 'ticket.transitioned'].map(
        (what) => `${what} ${ticketId}`,
      )
    expect(told.toSorted()).toEqual([...ofEach(first), ...ofEach(last)].toSorted())
  })
})
