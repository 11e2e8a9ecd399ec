import { rows, sql } from '@deskhand/core/db'
import type { HelpdeskPlugin, MovedReplies } from '@deskhand/core/plugin'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SplittingApi, splitting } from '../../../core/test/support/splitting.ts'
import { type Manifests, merging } from '../../../plugin-tags/test/support/merging.ts'
import { engines, type FileDesk, openDesk, textOf } from '../../test/support/desk.ts'

interface Merging {
  merge(from: string, to: string): Promise<Manifests>
  undo(manifests: Manifests): Promise<void>
  moveReplies(moved: MovedReplies): Promise<void>
}

describe.each(engines)('the handlers of attachments on $name', (database) => {
  let desk: FileDesk
  beforeAll(async () => {
    desk = await openDesk({
      database,
      more: [merging() as HelpdeskPlugin, splitting as HelpdeskPlugin],
    })
  })
  afterAll(() => desk.close())

  const handlers = () => (desk.as('root') as unknown as { merging: Merging }).merging
  const splitter = () => (desk.as('root') as unknown as { splitting: SplittingApi }).splitting
  const filesOf = async (ticketId: string, deleted = false) =>
    (await desk.as('root').attachments.list({ ticketId, deleted })).data
  const namesOf = async (ticketId: string, deleted = false) =>
    (await filesOf(ticketId, deleted)).map(({ name }) => name)

  /** A ticket with a file of its own, one of a reply, one of a note and a deleted one. */
  async function fullTicket(prefix: string): Promise<string> {
    const ticketId = await desk.newTicket()
    await desk.upload('ada', `${prefix}-own.txt`, prefix, { ticketId })
    for (const audience of ['public', 'internal'] as const) {
      desk.clock.advance(1_000)
      const { id } = await desk.upload('grace', `${prefix}-${audience}.txt`, prefix)
      const input = { ticketId, body: 'x', audience, attachments: [id] }
      await desk.as('grace').replies.create(input)
    }
    const gone = await desk.upload('grace', `${prefix}-gone.txt`, prefix, { ticketId })
    await desk.as('grace').attachments.delete({ ticketId, attachmentId: gone.id })
    return ticketId
  }

  it('moves every file with its ticket, and back again exactly', async () => {
    const [from, to] = [await fullTicket('a'), await fullTicket('b')]
    const before = [await filesOf(from), await filesOf(to), await filesOf(from, true)]
    const manifests = await handlers().merge(from, to)
    expect(await filesOf(from)).toEqual([])
    expect(await namesOf(to)).toEqual([
      ...['a-own.txt', 'a-public.txt', 'a-internal.txt'],
      ...['b-own.txt', 'b-public.txt', 'b-internal.txt'],
    ])
    expect((await namesOf(to, true)).toSorted()).toEqual(['a-gone.txt', 'b-gone.txt'])
    // Where they are now they are read by who may, and nowhere else.
    const [own, , note] = (await filesOf(to)).map(({ id }) => id)
    const download = (who: 'ada' | 'grace', ticketId: string, attachmentId = '') =>
      desk.as(who).attachments.download({ ticketId, attachmentId })
    expect(await textOf((await download('ada', to, own)).body)).toBe('a')
    await expect(download('ada', from, own)).rejects.toMatchObject({ status: 404 })
    await expect(download('ada', to, note)).rejects.toMatchObject({ status: 404 })
    const { data } = await desk.as('grace').replies.list({ ticketId: to, include: ['attachments'] })
    expect(data.flatMap(({ attachments }) => attachments)).toHaveLength(4)
    // What came since stays.
    await desk.upload('ada', 'since.txt', 'x', { ticketId: to })
    await handlers().undo(manifests)
    expect(await filesOf(from)).toEqual(before[0])
    expect(await filesOf(from, true)).toEqual(before[2])
    expect((await filesOf(to)).slice(0, -1)).toEqual(before[1])
    expect((await namesOf(to)).at(-1)).toBe('since.txt')
  })

  it('moves the files of replies that move, and back again exactly', async () => {
    const [from, to] = [await fullTicket('f'), await fullTicket('g')]
    const all = sql`select * from deskhand_attachments order by id`
    const before = await rows<object>(desk.storage.db, all)
    const { data: said } = await desk.as('root').replies.list({ ticketId: from })
    const replyIds = said.map(({ id }) => id)
    const split = { ticketId: from, replyIds }
    await splitter().unsplit({ from, to, replyIds: replyIds.slice(0, 1) })
    expect(await namesOf(from)).toEqual(['f-own.txt', 'f-internal.txt'])
    expect((await namesOf(to)).toSorted()).toEqual([
      ...['f-public.txt', 'g-internal.txt', 'g-own.txt', 'g-public.txt'],
    ])
    const moved = (await filesOf(to)).find(({ name }) => name === 'f-public.txt')
    const target = { ticketId: to, attachmentId: moved?.id as string }
    expect(await textOf((await desk.as('ada').attachments.download(target)).body)).toBe('f')
    await splitter().unsplit({ from: to, to: from, replyIds: replyIds.slice(0, 1) })
    expect(await rows<object>(desk.storage.db, all)).toEqual(before)

    const into = await splitter().split(split)
    expect(await namesOf(from)).toEqual(['f-own.txt'])
    expect(await namesOf(into)).toEqual(['f-public.txt', 'f-internal.txt'])
    await splitter().unsplit({ from: into, to: from, replyIds })
    expect(await rows<object>(desk.storage.db, all)).toEqual(before)
  })

  it('refuses an undo that can’t be exact, and changes nothing then', async () => {
    const [from, to] = [await fullTicket('c'), await desk.newTicket()]
    const manifests = await handlers().merge(from, to)
    const [first] = await filesOf(to)
    const target = { ticketId: to, attachmentId: first?.id as string }
    await desk.as('root').attachments.delete(target)
    await desk.as('root').attachments.purge(target)
    await expect(handlers().undo(manifests)).rejects.toMatchObject({ code: 'merge_not_exact' })
    expect(await filesOf(from)).toEqual([])
    expect(await namesOf(to)).toEqual(['c-public.txt', 'c-internal.txt'])
  })

  it('moves the files of replies that move, and no others', async () => {
    const [from, to] = [await fullTicket('f'), await desk.newTicket()]
    const before = await filesOf(from)
    const ids = new Map(
      (await desk.as('root').replies.list({ ticketId: from })).data.map((r) => [r.audience, r.id]),
    )
    const move = async (source: string, target: string) => {
      const moved = { replyIds: [ids.get('public') as string], from: source, to: target }
      await handlers().moveReplies(moved)
    }
    await move(from, to)
    expect([await namesOf(from), await namesOf(to)]).toEqual([
      ['f-own.txt', 'f-internal.txt'],
      ['f-public.txt'],
    ])
    await move(to, from)
    expect([await filesOf(from), await filesOf(to)]).toEqual([before, []])
  })

  it('follows chains of merges, last in, first out', async () => {
    const [a, b, c] = [await fullTicket('d'), await fullTicket('e'), await desk.newTicket()]
    const first = await handlers().merge(a, b)
    const second = await handlers().merge(b, c)
    expect(await filesOf(c)).toHaveLength(6)
    await handlers().undo(second)
    await handlers().undo(first)
    expect([await namesOf(a), await namesOf(c)]).toEqual([
      ['d-own.txt', 'd-public.txt', 'd-internal.txt'],
      [],
    ])
  })

  it('removes the files of an erased person for good, and their name from the others', async () => {
    const leaver = { id: 'leaver', name: 'Leaver', role: 'admin' } as const
    const ticketId = await desk.newTicket()
    await desk.runDue()
    const before = desk.stored()
    const body = () => new TextEncoder().encode('private')
    const { attachments } = desk.helpdesk.as(leaver)
    await attachments.upload({ name: 'draft.txt', body: body() })
    await attachments.upload({ name: 'theirs.txt', body: body(), ticketId })
    const kept = await desk.upload('ada', 'kept.txt', 'kept', { ticketId })
    const target = { ticketId, attachmentId: kept.id }
    await attachments.release(target)
    await attachments.delete(target)

    const { replacementId } = await desk.as('root').people.erase({ personId: 'leaver' })
    await desk.runDue()
    expect(desk.stored()).toHaveLength(before.length + 1)
    expect(await namesOf(ticketId)).toEqual([])
    expect(await namesOf(ticketId, true)).toEqual(['kept.txt'])
    const [row] = await rows<object>(
      desk.storage.db,
      sql`select * from deskhand_attachments where id = ${kept.id}`,
    )
    expect(row).toMatchObject({ deleted_by: replacementId, released_by: replacementId })
    const left = sql`select id from deskhand_attachments where uploaded_by = 'leaver'`
    expect(await rows(desk.storage.db, left)).toEqual([])
  })
})
