import { eq, replies } from '@deskhand/core/db'
import { days } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, type FileDesk, openDesk } from '../../test/support/desk.ts'
import type { AttachmentStore } from '../stores/port.ts'
import { StoreError } from '../stores/port.ts'

const hours = 3_600_000

describe.each(engines)('files on $name', (database) => {
  let desk: FileDesk
  beforeAll(async () => {
    desk = await openDesk({ database })
  })
  afterAll(() => desk.close())

  const namesOf = async (
    ticketId: string,
    who: 'ada' | 'grace' | 'root' = 'grace',
    deleted = false,
  ) => (await desk.as(who).attachments.list({ ticketId, deleted })).data.map(({ name }) => name)
  const target = (ticketId: string, { id }: { id: string }) => ({ ticketId, attachmentId: id })

  /** Replies are deleted by plugins. */
  const deleteReply = (id: string) =>
    desk.storage.db.update(replies).set({ deletedAt: desk.clock.now() }).where(eq(replies.id, id))

  it('are deleted by who may, and restored by an admin', async () => {
    const ticketId = await desk.newTicket()
    const own = await desk.upload('ada', 'ada.txt', 'x', { ticketId })
    const other = await desk.upload('grace', 'grace.txt', 'x', { ticketId })
    const remove = (who: 'ada' | 'grace' | 'hal' | 'sue', file: { id: string }) =>
      desk.as(who).attachments.delete(target(ticketId, file))
    await expect(remove('ada', other)).rejects.toMatchObject({ status: 403 })
    await expect(remove('hal', other)).rejects.toMatchObject({ status: 403 })
    await remove('ada', own)
    await remove('sue', other)
    expect(await namesOf(ticketId)).toEqual([])
    await expect(namesOf(ticketId, 'grace', true)).rejects.toMatchObject({ status: 403 })
    expect(await namesOf(ticketId, 'root', true)).toEqual(['ada.txt', 'grace.txt'])
    await desk.as('root').attachments.restore(target(ticketId, own))
    expect(await namesOf(ticketId)).toEqual(['ada.txt'])
    desk.clock.advance(60_000)
    await desk.as('grace').replies.create({ ticketId, body: 'Thank you.' })
    await expect(remove('ada', own)).rejects.toMatchObject({ status: 403 })
    await desk.as('root').attachments.delete(target(ticketId, own))
    await desk.as('root').attachments.purge(target(ticketId, own))
    await desk.runDue()
    expect(await namesOf(ticketId, 'root', true)).toEqual(['grace.txt'])
    const types = (await desk.as('root').tickets.events({ ticketId })).data.map(({ type }) => type)
    expect(types.filter((type) => type.startsWith('attachment.'))).toEqual([
      ...['attachment.created', 'attachment.created', 'attachment.deleted', 'attachment.deleted'],
      ...['attachment.restored', 'attachment.deleted', 'attachment.purged'],
    ])
  })

  it('are a customer’s to delete until the agent side has answered them in public', async () => {
    const ticketId = await desk.newTicket()
    const say = async (who: 'ada' | 'grace', audience?: 'internal') => {
      desk.clock.advance(1_000)
      const { reply } = await desk.as(who).replies.create({ ticketId, body: 'x', audience })
      return reply?.id as string
    }
    await say('grace')
    desk.clock.advance(1_000)
    const file = await desk.upload('ada', 'ada.txt', 'x', { ticketId })
    const remove = () => desk.as('ada').attachments.delete(target(ticketId, file))
    const restore = () => desk.as('root').attachments.restore(target(ticketId, file))
    await say('ada')
    await say('grace', 'internal')
    await remove()
    await restore()
    const answer = await say('grace')
    await expect(remove()).rejects.toMatchObject({ status: 403 })
    await deleteReply(answer)
    await remove()
  })

  it('go with the reply that they came with', async () => {
    const ticketId = await desk.newTicket()
    const file = await desk.upload('ada', 'a.txt', 'x')
    const { reply } = await desk
      .as('ada')
      .replies.create({ ticketId, body: 'x', attachments: [file.id] })
    expect(await namesOf(ticketId)).toEqual(['a.txt'])
    await deleteReply(reply?.id as string)
    for (const who of ['ada', 'grace', 'root'] as const) {
      expect(await namesOf(ticketId, who)).toEqual([])
      const { tickets, attachments } = desk.as(who)
      const { attachments: files } = await tickets.get({ ticketId, include: ['attachments'] })
      expect(files).toEqual([])
      await expect(attachments.download(target(ticketId, file))).rejects.toMatchObject({
        status: 404,
      })
    }
  })

  it.each([
    ['bytes', { ticketBytes: 10 }, 'ticket_quota_exceeded'],
    ['files', { ticketFiles: 1 }, 'too_many_files'],
  ])(
    'leave room for other %s once they are deleted, and need it to come back',
    async (_what, limits, code) => {
      const small = await openDesk({ database, limits })
      const refused = { status: 409, code }
      const ticketId = await small.newTicket()
      const { attachments } = small.as('root')
      const add = (name: string, to = ticketId) =>
        small.upload('ada', name, '8 bytes.', { ticketId: to })
      const first = await add('first.txt')
      await expect(add('second.txt')).rejects.toMatchObject(refused)
      await add('elsewhere.txt', await small.newTicket())
      await attachments.delete(target(ticketId, first))
      const second = await add('second.txt')
      await expect(attachments.restore(target(ticketId, first))).rejects.toMatchObject(refused)
      await attachments.delete(target(ticketId, second))
      await attachments.restore(target(ticketId, first))
      await small.close()
    },
  )

  it('go and come back with their ticket, but not those that were deleted before', async () => {
    const ticketId = await desk.newTicket()
    await desk.upload('ada', 'kept.txt', 'x', { ticketId })
    const gone = await desk.upload('ada', 'gone.txt', 'x', { ticketId })
    await desk.as('ada').attachments.delete(target(ticketId, gone))
    await desk.as('root').tickets.delete({ ticketId })
    expect(await namesOf(ticketId, 'root')).toEqual([])
    await desk.as('root').tickets.restore({ ticketId })
    expect(await namesOf(ticketId)).toEqual(['kept.txt'])
  })

  it('wait for their deleted ticket, however long it is gone', async () => {
    const slow = await openDesk({ database })
    const ticketId = await slow.newTicket()
    await slow.upload('ada', 'kept.txt', 'x', { ticketId })
    await slow.as('root').tickets.delete({ ticketId })
    slow.clock.advance(40 * days)
    await slow.runDue()
    await slow.as('root').tickets.restore({ ticketId })
    const { data } = await slow.as('ada').attachments.list({ ticketId })
    expect(data.map(({ name }) => name)).toEqual(['kept.txt'])
    expect(slow.stored()).toHaveLength(1)
    await slow.close()
  })

  it('are removed from the store when their ticket is purged, after the commit', async () => {
    const ticketId = await desk.newTicket()
    const before = desk.stored()
    await desk.upload('ada', 'a.txt', 'x', { ticketId })
    await desk.as('root').tickets.delete({ ticketId })
    await desk.as('root').tickets.purge({ ticketId })
    expect(desk.stored()).toHaveLength(before.length + 1)
    await desk.runDue()
    expect(desk.stored()).toEqual(before)
  })

  it('that nobody used are swept after a day, and those deleted a month ago', async () => {
    const fresh = await openDesk({ database })
    const ticketId = await fresh.newTicket()
    const { attachments, replies } = fresh.as('ada')
    await fresh.upload('ada', 'draft.txt', 'x')
    const claimed = await fresh.upload('ada', 'claimed.txt', 'x')
    const deleted = await fresh.upload('ada', 'deleted.txt', 'x', { ticketId })
    const discarded = await fresh.upload('ada', 'discarded.txt', 'x')
    await attachments.discard({ attachmentId: discarded.id })
    await attachments.delete(target(ticketId, deleted))
    await replies.create({ ticketId, body: 'x', attachments: [claimed.id] })
    fresh.clock.advance(23 * hours)
    await fresh.runDue()
    expect(fresh.stored()).toHaveLength(3)
    fresh.clock.advance(2 * hours)
    await fresh.runDue()
    expect(fresh.stored()).toHaveLength(2)
    fresh.clock.advance(30 * days)
    await fresh.runDue()
    expect(fresh.stored()).toHaveLength(1)
    const { data } = await fresh.as('grace').attachments.list({ ticketId })
    expect(data.map(({ name }) => name)).toEqual(['claimed.txt'])
    await fresh.close()
  })

  it('come with tickets and replies, those of notes for who sees notes', async () => {
    const ticketId = await desk.newTicket()
    const attach = async (who: 'ada' | 'grace', name: string, audience?: 'internal') => {
      const { id } = await desk.upload(who, name, 'x')
      desk.clock.advance(1_000)
      const { reply } = await desk
        .as(who)
        .replies.create({ ticketId, body: name, attachments: [id], audience })
      return reply?.id as string
    }
    const answer = await attach('grace', 'answer.txt')
    await attach('grace', 'note.txt', 'internal')
    await desk.upload('ada', 'direct.txt', 'x', { ticketId })
    const include = ['attachments'] as const
    const names = (files: readonly { name: string }[]) => files.map(({ name }) => name)
    const ticket = (who: 'ada' | 'grace') => desk.as(who).tickets.get({ ticketId, include })
    expect(names((await ticket('grace')).attachments)).toEqual([
      'answer.txt',
      'note.txt',
      'direct.txt',
    ])
    expect(names((await ticket('ada')).attachments)).toEqual(['answer.txt', 'direct.txt'])
    const replies = async (who: 'ada' | 'grace') =>
      (await desk.as(who).replies.list({ ticketId, include })).data.map(({ attachments }) =>
        names(attachments),
      )
    expect(await replies('grace')).toEqual([['answer.txt'], ['note.txt']])
    expect(await replies('ada')).toEqual([['answer.txt']])
    expect(answer).toBeTruthy()
    // An agent is the customer of their own ticket.
    const own = await desk.newTicket('grace')
    await desk.upload('hal', 'secret.txt', 'x', { ticketId: own, audience: 'internal' })
    const seen = await desk.as('grace').tickets.list({ include })
    expect(seen.data.find(({ id }) => id === own)?.attachments).toEqual([])
    const list = await desk.as('hal').tickets.list({ include })
    expect(names(list.data.find(({ id }) => id === own)?.attachments ?? [])).toEqual(['secret.txt'])
  })

  it('go along when a reply to a closed ticket becomes a ticket of its own', async () => {
    const ticketId = await desk.newTicket()
    await desk.as('sue').tickets.transition({ ticketId, status: 'closed', reason: 'Done' } as never)
    const { id } = await desk.upload('ada', 'late.txt', 'x')
    const { followUp } = await desk
      .as('ada')
      .replies.create({ ticketId, body: 'One more.', attachments: [id] })
    expect(await namesOf(followUp?.id as string)).toEqual(['late.txt'])
  })

  it('are counted, tenant by tenant', async () => {
    const usage = () => desk.as('sue', 'counted').attachments.usage()
    expect(await usage()).toEqual({ files: 0, bytes: 0 })
    const body = new Uint8Array(1_000).fill(65)
    await desk.as('ada', 'counted').attachments.upload({ name: 'a.txt', body })
    await desk.as('ada', 'another').attachments.upload({ name: 'a.txt', body })
    expect(await usage()).toEqual({ files: 1, bytes: 1_000 })
  })
})

/** A store that can be switched off. */
function flaky(store: AttachmentStore) {
  const state = { isDown: false }
  const guarded =
    <Input extends unknown[], Result>(work: (...input: Input) => Promise<Result>) =>
    async (...input: Input) => {
      if (state.isDown) throw new StoreError('unavailable', 'Gone fishing.')
      return work(...input)
    }
  return {
    state,
    store: {
      name: 'flaky',
      put: guarded(store.put),
      get: guarded(store.get),
      delete: guarded(store.delete),
      list: guarded(store.list),
    },
  }
}

it('a store that is down loses nothing: purges wait, downloads say so', async () => {
  const { mkdtempSync } = await import('node:fs')
  const { tmpdir } = await import('node:os')
  const { localDisk } = await import('../stores/local-disk.ts')
  const dir = mkdtempSync(`${tmpdir()}/deskhand-flaky-`)
  const { store, state } = flaky(localDisk({ dir }))
  const desk = await openDesk({ storage: store })
  const ticketId = await desk.newTicket()
  const { id } = await desk.upload('ada', 'a.txt', 'x', { ticketId })
  state.isDown = true
  const path = `/tickets/${ticketId}/attachments/${id}/content`
  const answer = await desk.request('ada', 'GET', path)
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('1')
  await desk.as('root').tickets.delete({ ticketId })
  await desk.as('root').tickets.purge({ ticketId })
  await desk.runDue()
  desk.clock.advance(2 * days)
  await desk.runDue()
  const codes = (await desk.helpdesk.doctor()).map(({ code }) => code)
  expect(codes).toContain('attachment_purge_stuck')
  state.isDown = false
  desk.clock.advance(days)
  await desk.runDue()
  expect(await store.list({ limit: 1 })).toEqual([])
  await desk.close()
})
