import { eq, replies } from '@deskhand/core/db'
import type { HelpdeskPlugin, SearchableText, SearchText } from '@deskhand/core/plugin'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, type FileDesk, openDesk } from '../../test/support/desk.ts'

type Texts = ReadonlyMap<string, SearchableText>

interface SearchingApi {
  texts(of: 'tickets' | 'replies', ids: readonly string[]): Promise<Texts>
}

/** What a plugin that searches does with the text of attachments. */
const searching: HelpdeskPlugin<'searching', SearchingApi> = {
  id: 'searching',
  version: '1.0.0',
  core: '^0.0.0',
  setup: ({ provided }) => ({
    api: (call) => ({
      texts: (of, ids) =>
        (provided('searchText').get('attachments') as Required<SearchText>)[of](call, ids),
    }),
  }),
}

describe.each(engines)('the names of files for a search index on $name', (database) => {
  let desk: FileDesk
  beforeAll(async () => {
    desk = await openDesk({ database, more: [searching] })
  })
  afterAll(() => desk.close())

  const texts = (of: 'tickets' | 'replies', ids: readonly string[], who: 'root' | 'ada' = 'root') =>
    (desk.as(who) as unknown as { searching: SearchingApi }).searching.texts(of, ids)

  async function answer(ticketId: string, name: string, audience: 'public' | 'internal') {
    const { id } = await desk.upload('grace', name, 'x')
    const input = { ticketId, body: 'x', audience, attachments: [id] }
    return (await desk.as('grace').replies.create(input)).reply?.id as string
  }

  it('are told apart by audience, and those of replies are with their replies', async () => {
    const [ticketId, bare] = [await desk.newTicket(), await desk.newTicket()]
    await desk.upload('ada', 'plan.txt', 'x', { ticketId })
    desk.clock.advance(1_000)
    await desk.upload('ada', 'sketch.txt', 'x', { ticketId })
    await desk.upload('grace', 'cost.txt', 'x', { ticketId, audience: 'internal' })
    const [open, note] = [
      await answer(ticketId, 'reply.txt', 'public'),
      await answer(ticketId, 'note.txt', 'internal'),
    ]
    expect(await texts('tickets', [ticketId, bare])).toEqual(
      new Map([[ticketId, { public: 'plan.txt\nsketch.txt', internal: 'cost.txt' }]]),
    )
    expect(await texts('replies', [open, note])).toEqual(
      new Map([
        [open, { public: 'reply.txt', internal: '' }],
        [note, { public: '', internal: 'note.txt' }],
      ]),
    )
    // When a reply becomes a note, its files become internal too.
    const { db } = desk.storage
    await db.update(replies).set({ audience: 'internal' }).where(eq(replies.id, open))
    expect(await texts('replies', [open])).toEqual(
      new Map([[open, { public: '', internal: 'reply.txt' }]]),
    )
  })

  it('are left out for drafts, deleted files and files of deleted replies', async () => {
    const ticketId = await desk.newTicket()
    await desk.upload('ada', 'draft.txt', 'x')
    const gone = await desk.upload('ada', 'gone.txt', 'x', { ticketId })
    const target = { ticketId, attachmentId: gone.id }
    await desk.as('root').attachments.delete(target)
    const replyId = await answer(ticketId, 'reply.txt', 'public')
    const deletedAt = desk.clock.now()
    await desk.storage.db.update(replies).set({ deletedAt }).where(eq(replies.id, replyId))
    expect(await texts('tickets', [ticketId])).toEqual(new Map())
    expect(await texts('replies', [replyId])).toEqual(new Map())
    await desk.as('root').attachments.restore(target)
    expect((await texts('tickets', [ticketId])).get(ticketId)?.public).toBe('gone.txt')
  })

  it('of nothing are nothing', async () => {
    expect(await texts('tickets', [])).toEqual(new Map())
    expect(await texts('replies', [])).toEqual(new Map())
  })
})
