import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { days, minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'

const unknownId = '0190a1b2-0000-7000-8000-000000000000'

describe.each(engines)('tickets on $name', (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
  })
  afterAll(() => desk.close())

  function open(by: 'ada' | 'ben' = 'ada', subject = 'Printer on fire') {
    return desk.as(by).tickets.create({ subject, description: 'It **burns**.' })
  }

  describe('creating', () => {
    it('numbers tickets, renders the description and starts the customer waiting', async () => {
      const first = await open()
      const second = await open()
      expect(second.number).toBeGreaterThan(first.number)
      expect(first).toMatchObject({
        status: 'new',
        priority: 'normal',
        requester: { id: 'ada', name: 'Ada' },
        createdBy: { id: 'ada' },
        organisationId: 'north',
        assignee: null,
        description: 'It **burns**.',
        descriptionHtml: '<p>It <strong>burns</strong>.</p>',
        waitingSince: desk.clock.now().toISOString(),
        firstResponseAt: null,
        allowedTransitions: ['resolved'],
        side: 'customer',
        version: 1,
      })
    })

    it('follows up only what its requester may see', async () => {
      const { id: hidden } = await open()
      for (const followUpOfId of [hidden, crypto.randomUUID()]) {
        const input = { subject: 'More', description: 'x', followUpOfId }
        await expect(desk.as('ben').tickets.create(input)).rejects.toMatchObject({
          status: 400,
          errors: [{ path: '/followUpOfId' }],
        })
      }
    })

    it('counts numbers for each tenant apart', async () => {
      const ticket = await desk
        .as('ada', 'fresh')
        .tickets.create({ subject: 'One', description: 'x' })
      expect(ticket.number).toBe(1)
    })

    it('lets agents open tickets on behalf of others, known and unknown', async () => {
      const forAda = await desk
        .as('grace')
        .tickets.create({ subject: 'Call from Ada', description: 'x', requesterId: 'ada' })
      expect(forAda).toMatchObject({
        requester: { id: 'ada' },
        createdBy: { id: 'grace' },
        side: 'agent',
      })

      const forBen = await desk.as('grace').tickets.create({
        subject: 'Mail from Ben',
        description: 'x',
        requesterEmail: 'BEN@south.example',
      })
      expect(forBen.requester.id).toBe('ben')

      const stranger = { requesterEmail: 'mira@else.example', requesterName: 'Mira' }
      const [one, two] = [
        await desk.as('grace').tickets.create({ subject: 'A', description: 'x', ...stranger }),
        await desk.as('grace').tickets.create({ subject: 'B', description: 'x', ...stranger }),
      ]
      expect(one.requester).toMatchObject({ name: 'Mira', email: 'mira@else.example' })
      expect(two.requester.id).toBe(one.requester.id)
    })

    it.each([
      ['somebody else as requester', { requesterId: 'ben' }],
      ['somebody else by address', { requesterEmail: 'ben@south.example' }],
      ['a priority', { priority: 'urgent' as const }],
      ['an assignee', { assigneeId: 'grace' }],
      ['a team', { teamId: 'billing' }],
      ['metadata', { metadata: { plan: 'gold' } }],
    ])('refuses a customer %s', async (_what, extra) => {
      await expect(
        desk.as('ada').tickets.create({ subject: 'x', description: 'x', ...extra }),
      ).rejects.toMatchObject({ status: 403, code: 'forbidden' })
    })

    it.each([
      ['/subject', { subject: '' }],
      ['/subject', { subject: 'a\nb' }],
      ['/subject', { subject: 'x'.repeat(201) }],
      ['/description', { description: ' \n ' }],
      ['/description', { description: 'nul \0' }],
      ['/description', { description: 'lone \ud800' }],
      ['/categoryId', { categoryId: unknownId }],
      ['/cc', { cc: ['nobody-at-all'] }],
      ['/colour', { colour: 'red' }],
    ])('refuses a bad %s', async (path, wrong) => {
      const before = await desk.as('root').tickets.list({ count: true })
      await expect(
        desk.as('root').tickets.create({ subject: 'x', description: 'x', ...wrong }),
      ).rejects.toMatchObject({ status: 400, errors: [expect.objectContaining({ path })] })
      const after = await desk.as('root').tickets.list({ count: true })
      expect(after.page.count).toEqual(before.page.count)
    })

    it('refuses an assignee who is not staff', async () => {
      await expect(
        desk.as('grace').tickets.create({ subject: 'x', description: 'x', assigneeId: 'ben' }),
      ).rejects.toMatchObject({ status: 400, errors: [{ path: '/assigneeId' }] })
    })
  })

  describe('seeing', () => {
    it('is for the requester, people in copy and staff of the tenant', async () => {
      const { id: ticketId } = await desk
        .as('ada')
        .tickets.create({ subject: 'x', description: 'x', cc: ['carl'] })
      for (const who of ['ada', 'carl', 'grace', 'sue', 'root'] as const) {
        await expect(desk.as(who).tickets.get({ ticketId })).resolves.toMatchObject({
          id: ticketId,
        })
      }
      const strangers = [desk.as('ben'), desk.as('ada', 'other'), desk.as('root', 'other')]
      for (const stranger of strangers) {
        await expect(stranger.tickets.get({ ticketId })).rejects.toMatchObject({ status: 404 })
        await expect(stranger.tickets.update({ ticketId, subject: 'mine' })).rejects.toMatchObject({
          status: 404,
        })
        await expect(stranger.replies.create({ ticketId, body: 'hi' })).rejects.toMatchObject({
          status: 404,
        })
      }
    })

    it('treats ids that are none as not there', async () => {
      for (const ticketId of [unknownId, 'x', "' or 1=1 --"]) {
        await expect(desk.as('root').tickets.get({ ticketId })).rejects.toMatchObject({
          status: expect.toSatisfy((status) => status === 404 || status === 400),
        })
      }
    })

    it('keeps addresses of others from customers', async () => {
      const { id: ticketId } = await open()
      await desk.as('grace').tickets.assign({ ticketId, assigneeId: 'grace' })
      const seen = await desk.as('ada').tickets.get({ ticketId })
      expect(seen.assignee).toEqual({ id: 'grace', name: 'Grace', avatarUrl: null })
      expect(seen.requester).toMatchObject({ email: 'ada@north.example' })
    })
  })

  describe('updating', () => {
    it('changes what is given, bumps the version, and says which fields changed', async () => {
      const { id: ticketId } = await open()
      const category = await desk.as('sue').categories.create({ name: 'Hardware' })
      const changed = await desk.as('grace').tickets.update({
        ticketId,
        subject: 'Printer smokes',
        priority: 'high',
        categoryId: category.id,
        metadata: { plan: 'gold', seats: 3 },
      })
      expect(changed).toMatchObject({
        subject: 'Printer smokes',
        priority: 'high',
        category: { name: 'Hardware' },
        metadata: { plan: 'gold', seats: 3 },
        version: 2,
      })
      const patched = await desk
        .as('grace')
        .tickets.update({ ticketId, metadata: { seats: null, vip: true } })
      expect(patched.metadata).toEqual({ plan: 'gold', vip: true })
      const { data } = await desk.as('grace').tickets.events({ ticketId })
      expect(data.map(({ type, data }) => [type, data.fields])).toEqual([
        ['ticket.created', undefined],
        ['ticket.updated', ['subject', 'priority', 'metadata', 'categoryId']],
        ['ticket.updated', ['metadata']],
      ])
    })

    it('changes nothing when nothing differs', async () => {
      const { id: ticketId, subject } = await open()
      const same = await desk.as('grace').tickets.update({ ticketId, subject })
      expect(same.version).toBe(1)
    })

    it('refuses a stale version with 412 and customers with 403', async () => {
      const { id: ticketId } = await open()
      await desk.as('grace').tickets.update({ ticketId, priority: 'low', ifVersion: 1 })
      await expect(
        desk.as('hal').tickets.update({ ticketId, priority: 'high', ifVersion: 1 }),
      ).rejects.toMatchObject({ status: 412, extra: { currentVersion: 2 } })
      await expect(desk.as('ada').tickets.update({ ticketId, subject: 'x' })).rejects.toMatchObject(
        { status: 403 },
      )
    })

    it('takes a priority along with nothing that needs another permission', async () => {
      const { id: ticketId } = await open()
      const narrow = await createTestHelpdesk({
        database: desk.storage,
        can: (_actor, permission) => permission !== 'ticket.update',
      })
      const grace = narrow.as('grace').tickets
      await expect(grace.update({ ticketId, priority: 'high' })).resolves.toMatchObject({
        version: 2,
      })
      await expect(
        grace.update({ ticketId, priority: 'low', categoryId: null }),
      ).rejects.toMatchObject({ status: 403 })
    })

    it('hides from the customer that something internal changed', async () => {
      const { id: ticketId } = await open()
      const { tickets, replies } = desk.as('grace')
      await tickets.transition({ ticketId, status: 'open' })
      const seen = async () => [
        await desk.as('ada').tickets.get({ ticketId }),
        await desk.as('ada').tickets.events({ ticketId }),
      ]
      const before = await seen()
      for (const change of [
        () => tickets.update({ ticketId, metadata: { plan: 'gold' } }),
        () => tickets.transfer({ ticketId, teamId: 'billing' }),
        () => tickets.transition({ ticketId, status: 'on_hold' }),
        () => tickets.transition({ ticketId, status: 'open' }),
        () => replies.create({ ticketId, body: 'secret', audience: 'internal' }),
      ]) {
        desk.clock.advance(minutes)
        await change()
        expect(await seen()).toEqual(before)
      }
    })
  })

  describe('moving', () => {
    it('refuses what the table does not have, with what it has', async () => {
      const { id: ticketId } = await open()
      await expect(
        desk.as('grace').tickets.transition({ ticketId, status: 'closed' }),
      ).rejects.toMatchObject({
        status: 409,
        code: 'illegal_transition',
        extra: { allowed: ['open', 'in_progress', 'pending', 'on_hold', 'resolved'] },
      })
      await expect(
        desk.as('grace').tickets.transition({ ticketId, status: 'new' }),
      ).resolves.toMatchObject({ version: 1 })
    })

    it('makes the agent who resolves an unassigned ticket its assignee', async () => {
      const { id: ticketId } = await open()
      const resolved = await desk.as('grace').tickets.transition({ ticketId, status: 'resolved' })
      expect(resolved).toMatchObject({
        assignee: { id: 'grace' },
        resolvedAt: desk.clock.now().toISOString(),
        waitingSince: null,
      })
      const other = await open()
      const byCustomer = await desk
        .as('ada')
        .tickets.transition({ ticketId: other.id, status: 'resolved' })
      expect(byCustomer.assignee).toBeNull()
    })

    it('closes what was not resolved only with a reason, kept as a note', async () => {
      const { id: ticketId } = await open()
      await expect(
        desk.as('sue').tickets.transition({ ticketId, status: 'closed' }),
      ).rejects.toMatchObject({
        status: 400,
        errors: [{ path: '/reason' }],
      })
      const closed = await desk
        .as('sue')
        .tickets.transition({ ticketId, status: 'closed', reason: 'Spam.' })
      expect(closed).toMatchObject({ status: 'closed', resolvedAt: null, waitingSince: null })
      const replies = await desk.as('sue').replies.list({ ticketId })
      expect(replies.data).toMatchObject([{ audience: 'internal', body: 'Spam.' }])
      expect((await desk.as('ada').replies.list({ ticketId })).data).toEqual([])
      const last = async (who: 'ada' | 'sue') =>
        (await desk.as(who).tickets.events({ ticketId, order: 'desc', limit: 1 })).data[0]?.data
      const move = { from: 'new', to: 'closed' }
      expect(await last('sue')).toEqual({ ...move, noteId: replies.data[0]?.id })
      expect(await last('ada')).toEqual(move)
    })

    it('takes a reason from the customer side too, and shows it to nobody', async () => {
      for (const [requester, colleague] of [
        ['ada', 'grace'],
        ['grace', 'hal'],
      ] as const) {
        const { tickets, replies } = desk.as(requester)
        const { id: ticketId } = await tickets.create({ subject: 'x', description: 'x' })
        await tickets.transition({ ticketId, status: 'resolved', reason: 'Found it.' })
        await tickets.transition({ ticketId, status: 'closed', reason: 'Thank you.' })
        const side = desk.as(colleague)
        expect((await side.replies.list({ ticketId })).data).toEqual([])
        expect((await replies.list({ ticketId })).data).toEqual([])
        expect(await side.tickets.get({ ticketId })).toMatchObject({ status: 'closed' })
        const { data } = await side.tickets.events({ ticketId })
        expect(data.map(({ type }) => type)).toEqual([
          ...['ticket.created', 'ticket.transitioned', 'ticket.transitioned'],
        ])
      }
    })

    it.each([
      ['pending', 'pending'],
      ['on_hold', 'open'],
    ] as const)('reopens a resolved ticket to %s for agents', async (status, shown) => {
      const { id: ticketId } = await open()
      await desk.as('grace').tickets.transition({ ticketId, status: 'resolved' })
      desk.clock.advance(minutes)
      await expect(desk.as('ada').tickets.transition({ ticketId, status })).rejects.toMatchObject({
        code: 'illegal_transition',
        extra: { allowed: ['open', 'closed'] },
      })
      const reopened = await desk.as('grace').tickets.transition({ ticketId, status })
      expect(reopened).toMatchObject({
        status,
        reopenCount: 1,
        resolvedAt: null,
        waitingSince: desk.clock.now().toISOString(),
      })
      expect(await desk.as('ada').tickets.get({ ticketId })).toMatchObject({
        status: shown,
        reopenCount: 1,
      })
      const moves = async (who: 'ada' | 'grace') =>
        (await desk.as(who).tickets.events({ ticketId })).data
          .slice(-2)
          .map(({ type, data }) => [type, data.from, data.to])
      expect(await moves('grace')).toEqual([
        ['ticket.transitioned', 'resolved', status],
        ['ticket.reopened', 'resolved', status],
      ])
      expect(await moves('ada')).toEqual([
        ['ticket.transitioned', 'resolved', shown],
        ['ticket.reopened', 'resolved', shown],
      ])
    })

    it('reopens a closed ticket for 28 days, for who may', async () => {
      const { id: ticketId } = await open()
      await desk.as('sue').tickets.transition({ ticketId, status: 'closed', reason: 'Done.' })
      await expect(
        desk.as('grace').tickets.transition({ ticketId, status: 'open' }),
      ).rejects.toMatchObject({ status: 409 })
      const reopened = await desk.as('sue').tickets.transition({ ticketId, status: 'open' })
      expect(reopened).toMatchObject({ closedAt: null, reopenCount: 1 })
      await desk.as('sue').tickets.transition({ ticketId, status: 'closed', reason: 'Done.' })
      desk.clock.advance(29 * days)
      await expect(
        desk.as('sue').tickets.transition({ ticketId, status: 'open' }),
      ).rejects.toMatchObject({ status: 409 })
    })
  })

  describe('assigning', () => {
    it('opens a new ticket, and unassigning or transferring brings one in progress back', async () => {
      const { id: ticketId } = await open()
      expect(await desk.as('grace').tickets.assign({ ticketId, assigneeId: 'hal' })).toMatchObject({
        status: 'open',
        assignee: { id: 'hal' },
      })
      await desk.as('hal').tickets.transition({ ticketId, status: 'in_progress' })
      expect(await desk.as('hal').tickets.unassign({ ticketId })).toMatchObject({
        status: 'open',
        assignee: null,
      })
      await desk.as('hal').tickets.assign({ ticketId, assigneeId: 'hal' })
      await desk.as('hal').tickets.transition({ ticketId, status: 'in_progress' })
      expect(
        await desk.as('hal').tickets.transfer({ ticketId, teamId: 'billing', assigneeId: 'grace' }),
      ).toMatchObject({ status: 'open', teamId: 'billing', assignee: { id: 'grace' } })
    })

    it('is not for customers, and not to them', async () => {
      const { id: ticketId } = await open()
      await expect(
        desk.as('ada').tickets.assign({ ticketId, assigneeId: 'grace' }),
      ).rejects.toMatchObject({ status: 403 })
      await expect(
        desk.as('grace').tickets.assign({ ticketId, assigneeId: 'ada' }),
      ).rejects.toMatchObject({ status: 400 })
    })

    it('stands on the side, not on the role: an agent is the customer of their own ticket', async () => {
      const mine = await desk.as('grace').tickets.create({ subject: 'My laptop', description: 'x' })
      expect(mine).toMatchObject({ side: 'customer', allowedTransitions: ['resolved'] })
      await desk.as('hal').replies.create({ ticketId: mine.id, body: 'psst', audience: 'internal' })
      expect((await desk.as('grace').replies.list({ ticketId: mine.id })).data).toEqual([])
      await desk.as('grace').replies.create({ ticketId: mine.id, body: 'Any news?' })
      const seen = await desk.as('hal').tickets.get({ ticketId: mine.id })
      expect(seen).toMatchObject({ firstResponseAt: null, status: 'new' })
      const { tickets } = desk.as('grace')
      const ofTheirs = { ticketId: mine.id }
      for (const change of [
        tickets.update({ ...ofTheirs, subject: 'Laptop', metadata: { vip: true } }),
        tickets.transfer({ ...ofTheirs, teamId: 'billing' }),
      ]) {
        await expect(change).rejects.toMatchObject({ status: 403 })
      }
      const after = await desk.as('hal').tickets.get(ofTheirs)
      expect(after).toMatchObject({ subject: 'My laptop', metadata: {}, teamId: null })
    })
  })

  describe('deleting', () => {
    it('hides the ticket, restores it exactly, and purges only what is deleted', async () => {
      const { id: ticketId } = await open()
      await desk.as('grace').tickets.transition({ ticketId, status: 'pending' })
      await expect(desk.as('grace').tickets.delete({ ticketId })).rejects.toMatchObject({
        status: 403,
      })
      await expect(desk.as('root').tickets.purge({ ticketId })).rejects.toMatchObject({
        code: 'not_deleted',
      })
      await desk.as('sue').tickets.delete({ ticketId })
      for (const who of ['ada', 'grace', 'sue'] as const) {
        await expect(desk.as(who).tickets.get({ ticketId })).rejects.toMatchObject({ status: 404 })
      }
      expect(
        (await desk.as('root').tickets.list({ deleted: true })).data.map(({ id }) => id),
      ).toContain(ticketId)
      expect((await desk.as('root').tickets.list()).data.map(({ id }) => id)).not.toContain(
        ticketId,
      )
      expect(await desk.as('root').tickets.restore({ ticketId })).toMatchObject({
        status: 'pending',
        deletedAt: null,
      })

      await desk.as('ada').replies.create({ ticketId, body: 'still here' })
      await desk.as('root').tickets.delete({ ticketId })
      const { tickets, replies, participants } = desk.as('root')
      expect((await tickets.get({ ticketId })).allowedTransitions).toEqual([])
      for (const change of [
        () => tickets.update({ ticketId, subject: 'Changed' }),
        () => tickets.transition({ ticketId, status: 'resolved' }),
        () => tickets.assign({ ticketId, assigneeId: 'hal' }),
        () => replies.create({ ticketId, body: 'x', audience: 'internal' }),
        () => participants.add({ ticketId, personId: 'ben' }),
      ]) {
        await expect(change()).rejects.toMatchObject({ code: 'ticket_deleted', status: 409 })
      }
      await desk.as('root').tickets.purge({ ticketId })
      await expect(desk.as('root').tickets.get({ ticketId })).rejects.toMatchObject({ status: 404 })
    })
  })

  describe('in bulk', () => {
    it('gives each ticket its own result and keeps the good ones', async () => {
      const tickets = [await open(), await open(), await open('ben')]
      await desk
        .as('sue')
        .tickets.transition({ ticketId: tickets[1]?.id ?? '', status: 'closed', reason: 'x' })
      const ticketIds = [...tickets.map(({ id }) => id), unknownId]
      const { results } = await desk
        .as('grace')
        .tickets.bulkTransition({ ticketIds, status: 'pending' })
      expect(results.map((result) => (result.ok ? 'ok' : result.code))).toEqual([
        'ok',
        'illegal_transition',
        'ok',
        'not_found',
      ])
      const log = await desk.as('grace').tickets.events({ ticketId: tickets[0]?.id ?? '' })
      expect(log.data.map(({ type }) => type)).toEqual(['ticket.created', 'ticket.transitioned'])
    })

    it('assigns and unassigns, at most 100, and is not for customers', async () => {
      const { id } = await open()
      await desk.as('grace').tickets.bulkAssign({ ticketIds: [id], assigneeId: 'hal' })
      expect((await desk.as('hal').tickets.get({ ticketId: id })).assignee?.id).toBe('hal')
      await desk.as('grace').tickets.bulkAssign({ ticketIds: [id], assigneeId: null })
      expect((await desk.as('hal').tickets.get({ ticketId: id })).assignee).toBeNull()
      await expect(
        desk.as('grace').tickets.bulkAssign({ ticketIds: Array(101).fill(id), assigneeId: 'hal' }),
      ).rejects.toMatchObject({ status: 400 })
      await expect(
        desk.as('ada').tickets.bulkAssign({ ticketIds: [id], assigneeId: 'hal' }),
      ).rejects.toMatchObject({ status: 403 })
    })
  })

  describe('history', () => {
    it('names whom an event is about, to customers without the address', async () => {
      const { id: ticketId } = await open()
      await desk.as('grace').tickets.assign({ ticketId, assigneeId: 'hal' })
      const assigned = async (id: 'ada' | 'grace') =>
        (await desk.as(id).tickets.events({ ticketId })).data.find(
          ({ type }) => type === 'ticket.assigned',
        )
      expect((await assigned('grace'))?.about).toMatchObject({
        id: 'hal',
        email: 'hal@desk.example',
      })
      expect((await assigned('ada'))?.about).toEqual({ id: 'hal', name: 'Hal', avatarUrl: null })
      await desk.as('grace').tickets.update({ ticketId, priority: 'high' })
      const { data } = await desk.as('grace').tickets.events({ ticketId, order: 'desc' })
      expect(data[0]?.about).toBeNull()
    })
  })

  describe('closing by itself', () => {
    it('happens seven days after resolving', async () => {
      const early = await open()
      await desk.as('grace').tickets.transition({ ticketId: early.id, status: 'resolved' })
      desk.clock.advance(4 * days)
      const late = await open()
      await desk.as('grace').tickets.transition({ ticketId: late.id, status: 'resolved' })
      await desk.helpdesk.runDue()
      desk.clock.advance(3 * days + minutes)
      await desk.helpdesk.runDue()
      const [first, second] = await Promise.all(
        [early, late].map(({ id }) => desk.as('grace').tickets.get({ ticketId: id })),
      )
      expect(first).toMatchObject({ status: 'closed', assignee: { id: 'grace' } })
      expect(second?.status).toBe('resolved')
      const log = await desk
        .as('ada')
        .tickets.events({ ticketId: early.id, order: 'desc', limit: 1 })
      expect(log.data[0]).toMatchObject({
        type: 'ticket.transitioned',
        actor: { id: 'system' },
        data: { from: 'resolved', to: 'closed' },
      })
    })

    it('leaves a deleted ticket as it is', async () => {
      const { id: ticketId } = await open()
      await desk.as('grace').tickets.transition({ ticketId, status: 'resolved' })
      await desk.as('sue').tickets.delete({ ticketId })
      desk.clock.advance(8 * days)
      await desk.helpdesk.runDue()
      expect(await desk.as('root').tickets.restore({ ticketId })).toMatchObject({
        status: 'resolved',
      })
    })
  })
})
