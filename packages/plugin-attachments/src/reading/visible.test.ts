import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, type FileDesk, openDesk } from '../../test/support/desk.ts'

describe.each(engines)('an internal file on $name', (database) => {
  let desk: FileDesk

  beforeAll(async () => {
    const can = ({ id }: { id: string }, permission: string) =>
      id !== 'hal' || permission !== 'note.read'
    desk = await openDesk({ database, helpdesk: { can } })
  })
  afterAll(() => desk.close())

  it('is seen by agents who may read notes', async () => {
    const ticketId = await desk.newTicket()
    const file = await desk.upload('grace', 'a.txt', 'x', { ticketId, audience: 'internal' })
    const target = { ticketId, attachmentId: file.id }
    for (const [who, names] of [
      ['grace', ['a.txt']],
      ['hal', []],
      ['ada', []],
    ] as const) {
      const { attachments, tickets } = desk.as(who)
      const { data } = await attachments.list({ ticketId })
      expect(data.map(({ name }) => name)).toEqual(names)
      const ticket = await tickets.get({ ticketId, include: ['attachments'] })
      expect(ticket.attachments?.map(({ name }) => name)).toEqual(names)
      if (who === 'grace') continue
      await expect(attachments.get(target)).rejects.toMatchObject({ status: 404 })
      await expect(attachments.download(target)).rejects.toMatchObject({ status: 404 })
    }
  })
})
