/** The hook point `ticket.changed`: when it runs, what it gets, and what it must not do. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { days, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { person } from '../../test/support/people.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { HelpdeskError, veto } from '../kit/errors.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { TicketChange, TicketChangedHook } from '../plugin/hooks.ts'

interface MergingApi {
  merge(from: string, to: string): Promise<void>
}

type WatchingPlugin = HelpdeskPlugin<'watching', MergingApi>

/** What the hooks record, and what one test makes them do. */
interface Watch {
  readonly journal: string[]
  readonly changes: TicketChange[]
  act: TicketChangedHook
  before?: ((call: Call) => Promise<void>) | undefined
}

function watching(watch: Watch): WatchingPlugin {
  return {
    id: 'watching',
    version: '1.0.0',
    core: '^0.0.0',
    setup: ({ provided }) => ({
      api: (call) => ({
        merge: (from, to) =>
          call.transaction(async (inner) => {
            await provided('merge').get('core')?.move(inner, from, to)
          }),
      }),
      inputs: {
        'ticket.create': {
          mark: { schema: z.boolean(), apply: async () => void watch.journal.push('input') },
        },
      },
      hooks: {
        'ticket.create': { after: () => void watch.journal.push('after') },
        'ticket.transition': {
          async before(call) {
            await watch.before?.(call)
            return undefined
          },
        },
        async 'ticket.changed'(call, changes) {
          watch.journal.push('watching')
          watch.changes.push(...changes)
          await watch.act(call, changes)
        },
      },
    }),
  }
}

function second({ journal }: Watch): HelpdeskPlugin {
  return {
    id: 'second',
    version: '1.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: () => ({}),
      hooks: { 'ticket.changed': () => void journal.push('second') },
    }),
  }
}

describe.each(engines)('ticket.changed on $name', (engine) => {
  const watch: Watch = { journal: [], changes: [], act: () => {} }
  let desk: TestHelpdesk<readonly [WatchingPlugin, HelpdeskPlugin]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [watching(watch), second(watch)] })
  })
  afterAll(() => desk.close())
  beforeEach(forget)

  function forget() {
    watch.journal.length = 0
    watch.changes.length = 0
    watch.act = () => {}
  }

  const open = async (input: object = {}) => {
    const ask = { subject: 'Help', description: 'It is broken.', ...input }
    const { id } = await desk.as('ada').tickets.create(ask)
    return id
  }
  const openQuietly = async (input?: object) => {
    const id = await open(input)
    forget()
    return id
  }
  /** Returns the cause and states of each change since the last call. */
  const causes = () =>
    watch.changes.splice(0).map(({ cause, before, after }) => ({
      cause,
      from: before?.status ?? null,
      to: after?.status ?? null,
    }))

  it('runs after the row is written and before inputs and after hooks, in install order', async () => {
    await open({ mark: true })
    expect(watch.journal).toEqual(['watching', 'second', 'input', 'after'])
    expect(causes()).toEqual([{ cause: 'ticket.create', from: null, to: 'new' }])
  })

  it('runs in the transaction, where the row has its new values', async () => {
    const ticketId = await openQuietly()
    let subject = ''
    watch.act = async (call) => {
      subject = (await call.core.tickets.get({ ticketId })).subject
    }
    await desk.as('grace').tickets.update({ ticketId, subject: 'Better' })
    expect(subject).toBe('Better')
    expect(watch.changes).toMatchObject([
      { before: { subject: 'Help', version: 1 }, after: { subject: 'Better', version: 2 } },
    ])
  })

  it('names the operation as the cause, also of an automatic transition', async () => {
    const ticketId = await openQuietly()
    const [grace, root] = [desk.as('grace'), desk.as('root')]
    await grace.tickets.assign({ ticketId, assigneeId: 'grace' })
    await grace.tickets.transition({ ticketId, status: 'pending' })
    await desk.as('ada').replies.create({ ticketId, body: 'I am back.' })
    await grace.tickets.transition({ ticketId, status: 'in_progress' })
    await grace.tickets.transfer({ ticketId, teamId: 'platform', assigneeId: 'hal' })
    await grace.tickets.unassign({ ticketId })
    await grace.replies.create({ ticketId, body: 'Done.', status: 'resolved' })
    await root.tickets.delete({ ticketId })
    await root.tickets.restore({ ticketId })
    await root.tickets.delete({ ticketId })
    await root.tickets.purge({ ticketId })
    expect(causes()).toEqual([
      { cause: 'ticket.assign', from: 'new', to: 'open' },
      { cause: 'ticket.transition', from: 'open', to: 'pending' },
      { cause: 'reply.create', from: 'pending', to: 'open' },
      { cause: 'ticket.transition', from: 'open', to: 'in_progress' },
      { cause: 'ticket.transfer', from: 'in_progress', to: 'open' },
      { cause: 'ticket.unassign', from: 'open', to: 'open' },
      { cause: 'reply.create', from: 'open', to: 'open' },
      { cause: 'ticket.transition', from: 'open', to: 'resolved' },
      { cause: 'ticket.delete', from: 'resolved', to: 'resolved' },
      { cause: 'ticket.restore', from: 'resolved', to: 'resolved' },
      { cause: 'ticket.delete', from: 'resolved', to: 'resolved' },
      { cause: 'ticket.purge', from: 'resolved', to: null },
    ])
  })

  it('reports a merge and an automatic close', async () => {
    const [from, to] = [await open({ subject: 'From' }), await openQuietly({ subject: 'To' })]
    await desk.as('root').watching.merge(from, to)
    expect(causes()).toEqual([{ cause: 'ticket.merge', from: 'new', to: 'new' }])

    await desk.as('grace').tickets.transition({ ticketId: to, status: 'resolved' })
    forget()
    desk.clock.advance(8 * days)
    await desk.runDue()
    expect(causes()).toEqual([{ cause: 'auto-close', from: 'resolved', to: 'closed' }])
  })

  it('closes every other ticket when it fails for one', async () => {
    const ticketIds = [await open(), await open(), await openQuietly()]
    for (const ticketId of ticketIds) {
      await desk.as('grace').tickets.transition({ ticketId, status: 'resolved' })
    }
    forget()
    watch.act = (_call, [change]) => {
      if (change?.after?.id === ticketIds[0]) throw new Error('It hurts.')
    }
    desk.clock.advance(8 * days)
    await desk.runDue()
    const states = await Promise.all(
      ticketIds.map(async (ticketId) => (await desk.as('grace').tickets.get({ ticketId })).status),
    )
    expect(states).toEqual(['resolved', 'closed', 'closed'])
    watch.act = () => {}
    desk.clock.advance(days)
    await desk.runDue()
    const ticket = await desk.as('grace').tickets.get({ ticketId: ticketIds[0] as string })
    expect(ticket.status).toBe('closed')
  })

  it('reports an erasure in batches, one change for each ticket that the person has a role on', async () => {
    const ben = desk.as('ben')
    const own: string[] = []
    for (let n = 0; n < 201; n += 1) {
      own.push((await ben.tickets.create({ subject: 'Mine', description: 'x' })).id)
    }
    const { id: copied } = await desk.as('ada').tickets.create({
      ...{ subject: 'Copied', description: 'x', cc: ['ben'] },
    })
    const versionOf = async (ticketId: string) =>
      (await desk.as('root').tickets.get({ ticketId })).version
    const before = [await versionOf(own[0] as string), await versionOf(copied)]
    forget()
    const batches: number[] = []
    watch.act = (_call, changes) => void batches.push(changes.length)
    const { replacementId } = await desk.as('root').people.erase({ personId: 'ben' })

    expect(batches).toEqual([200, 1])
    const reported = watch.changes.map(({ after }) => after?.id)
    expect(reported.toSorted()).toEqual(own.toSorted())
    expect(watch.changes[0]).toMatchObject({
      before: { requesterId: 'ben', createdBy: 'ben', subject: 'Mine', version: 1 },
      after: {
        requesterId: replacementId,
        createdBy: replacementId,
        subject: '[erased]',
        version: 2,
      },
      cause: 'person.erase',
    })
    expect([await versionOf(own[0] as string), await versionOf(copied)]).toEqual(
      before.map((version) => version + 1),
    )
  })

  it('does not run for a write that changes no field', async () => {
    const ticketId = await openQuietly()
    const grace = desk.as('grace')
    await grace.replies.create({ ticketId, body: 'Known.', audience: 'internal' })
    await grace.participants.add({ ticketId, personId: 'carl' })
    await grace.tickets.update({ ticketId, subject: 'Help' })
    expect(causes()).toEqual([])
  })

  it('cannot refuse the change, and a failure undoes it', async () => {
    const ticketId = await openQuietly()
    watch.act = () => {
      throw veto('too_late', 'Not any more.')
    }
    const update = desk.as('grace').tickets.update({ ticketId, subject: 'Refused' })
    await expect(update).rejects.toThrow(/plugin "watching" threw "too_late".*cannot be refused/)
    const answer = await desk.request('grace', 'PATCH', `/tickets/${ticketId}`, { subject: 'No' })
    expect(answer.status).toBe(500)
    expect((await desk.as('grace').tickets.get({ ticketId })).subject).toBe('Help')
  })

  it.each([
    ['a field', (id: string) => ({ update: { ticketId: id, priority: 'high' as const } })],
    [
      'a note',
      (id: string) => ({ note: { ticketId: id, body: 'x', audience: 'internal' as const } }),
    ],
    ['a participant', (id: string) => ({ add: { ticketId: id, personId: 'carl' } })],
  ])('refuses %s on the same ticket', async (_what, make) => {
    const ticketId = await openQuietly()
    watch.act = async (call) => {
      const { tickets, replies, participants } = call.core
      const wanted: { update?: never; note?: never; add?: never } = make(ticketId) as object
      if (wanted.update) await tickets.update(wanted.update)
      if (wanted.note) await replies.create(wanted.note)
      if (wanted.add) await participants.add(wanted.add)
    }
    const update = desk.as('grace').tickets.update({ ticketId, subject: 'Again' })
    await expect(update).rejects.toThrow(/writes to the ticket .* whose change it is about/)
    watch.act = () => {}
    const answer = await desk.as('grace').tickets.update({ ticketId, subject: 'Afterwards' })
    expect(answer).toMatchObject({ subject: 'Afterwards', priority: 'normal', version: 2 })
  })

  it('refuses it also where the hook catches the error', async () => {
    const ticketId = await openQuietly()
    watch.act = async (call) => {
      await call.core.replies.create({ ticketId, body: 'x', audience: 'internal' }).catch(() => {})
    }
    const update = desk.as('grace').tickets.update({ ticketId, subject: 'Again' })
    await expect(update).rejects.toThrow(/whose change it is about/)
    expect((await desk.as('grace').replies.list({ ticketId })).data).toEqual([])
  })

  it('refuses to erase a person, who may have a role on the same ticket', async () => {
    const ticketId = await openQuietly()
    watch.act = async (call) => {
      await call.asSystem().core.people.erase({ personId: 'carl' })
    }
    const update = desk.as('grace').tickets.update({ ticketId, subject: 'Again' })
    await expect(update).rejects.toThrow(/erases a person, which writes to all of their tickets/)
  })

  it('undoes a whole bulk call when it fails in one of the tickets', async () => {
    const ticketIds = [await open(), await openQuietly()]
    watch.act = (_call, [change]) => {
      if (change?.after?.id !== ticketIds[0]) return
      throw new HelpdeskError({ code: 'hook_timeout', status: 500, detail: 'It took too long.' })
    }
    const bulk = desk.as('grace').tickets.bulkTransition({ ticketIds, status: 'pending' })
    await expect(bulk).rejects.toMatchObject({ code: 'hook_timeout' })
    for (const ticketId of ticketIds) {
      expect((await desk.as('grace').tickets.get({ ticketId })).status).toBe('new')
    }
  })

  it('refuses it also through the helpdesk, in a transaction that the hook joins', async () => {
    const ticketId = await openQuietly()
    watch.act = async () => {
      await desk.as('grace').tickets.update({ ticketId, priority: 'high' })
    }
    const update = desk.helpdesk.transaction((tx) =>
      desk.helpdesk.as(person('grace'), { tx }).tickets.update({ ticketId, subject: 'Again' }),
    )
    await expect(update).rejects.toThrow(/whose change it is about/)
    expect(await desk.as('grace').tickets.get({ ticketId })).toMatchObject({ version: 1 })
  })

  it('refuses a write to a ticket that a before hook has written', async () => {
    const ticketId = await openQuietly()
    watch.before = async (call) => {
      watch.before = undefined
      await call.core.tickets.update({ ticketId, priority: 'high' })
    }
    const move = desk.as('grace').tickets.transition({ ticketId, status: 'pending' })
    await expect(move).rejects.toThrow(/written after this operation loaded it, by a before hook/)
    const ticket = await desk.as('grace').tickets.get({ ticketId })
    expect(ticket).toMatchObject({ status: 'new', priority: 'normal', version: 1 })
  })

  it('may change other tickets, but not in a circle and not beyond the nesting limit', async () => {
    const [one, other] = [await open(), await openQuietly()]
    watch.act = async (call, [change]) => {
      if (change?.after?.id === one)
        await call.core.tickets.update({ ticketId: other, subject: 'Too' })
    }
    await desk.as('grace').tickets.update({ ticketId: one, subject: 'One' })
    expect(causes().map(({ cause }) => cause)).toEqual(['ticket.update', 'ticket.update'])

    watch.act = async (call, [change]) => {
      const ticketId = change?.after?.id === one ? other : one
      await call.core.tickets.update({ ticketId, subject: `${change?.after?.version}` })
    }
    const circle = desk.as('grace').tickets.update({ ticketId: one, subject: 'Round' })
    await expect(circle).rejects.toThrow(/whose change it is about/)

    watch.act = async (call) => {
      await call.core.tickets.create({ subject: 'x', description: 'y', requesterId: 'ada' })
    }
    const endless = desk.as('grace').tickets.update({ ticketId: one, subject: 'Endless' })
    await expect(endless).rejects.toMatchObject({ code: 'too_deep' })
  })
})
