import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, type FileDesk, openDesk } from '../../test/support/desk.ts'

describe.each(engines)('who uploaded a file, on $name', (database) => {
  let desk: FileDesk

  beforeAll(async () => {
    desk = await openDesk({ database })
  })
  afterAll(() => desk.close())

  /** The uploader in every answer that shows a file of hal's on a ticket of `requester`. */
  async function uploaders(requester: 'ada' | 'grace', reader: 'ada' | 'grace' | 'sue') {
    const ticketId = await desk.newTicket(requester)
    const { id } = await desk.upload('hal', 'a.txt', 'x')
    await desk.as('hal').replies.create({ ticketId, body: 'x', attachments: [id] })
    const { tickets, replies, attachments } = desk.as(reader)
    const include = ['attachments'] as const
    const target = { ticketId, attachmentId: id }
    const { attachment, body } = await attachments.download(target)
    await body.cancel()
    const listed = (await tickets.list({ include })).data.find((one) => one.id === ticketId)
    const files = {
      get: [await attachments.get(target)],
      list: (await attachments.list({ ticketId })).data,
      download: [attachment],
      ticket: (await tickets.get({ ticketId, include })).attachments,
      tickets: listed?.attachments,
      replies: (await replies.list({ ticketId, include })).data.flatMap((one) => one.attachments),
    }
    return Object.entries(files).map(([where, found]) => [
      where,
      found?.map(({ uploadedBy }) => uploadedBy),
    ])
  }

  const everywhere = ['get', 'list', 'download', 'ticket', 'tickets', 'replies']

  it.each([
    ['a customer', 'ada'],
    ['an agent who requested the ticket', 'grace'],
  ] as const)('is a name and a picture to %s', async (_whom, requester) => {
    const hal = { id: 'hal', name: 'Hal', avatarUrl: null }
    expect(await uploaders(requester, requester)).toEqual(everywhere.map((where) => [where, [hal]]))
  })

  it('is shown to agents with their address', async () => {
    const hal = expect.objectContaining({ id: 'hal', email: 'hal@desk.example', role: 'agent' })
    expect(await uploaders('ada', 'sue')).toEqual(everywhere.map((where) => [where, [hal]]))
  })

  it('is shown to themselves with their address', async () => {
    const ticketId = await desk.newTicket()
    const { uploadedBy } = await desk.upload('ada', 'a.txt', 'x', { ticketId })
    expect(uploadedBy).toMatchObject({ id: 'ada', email: 'ada@north.example' })
  })
})
