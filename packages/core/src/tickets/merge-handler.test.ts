import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { expectProblem } from '../../test/support/http.ts'
import { everyone } from '../../test/support/people.ts'
import { engines } from '../../test/support/storages.ts'
import type { PeopleSource } from '../people/types.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { MergeHandler } from '../plugin/extension-points.ts'
import { replies } from '../replies/schema.ts'

interface MergingApi {
  move(from: string, to: string): Promise<object>
  undo(manifest: object): Promise<void>
}

/** What a plugin that merges does with core's handler. */
const merging: HelpdeskPlugin<'merging', MergingApi> = {
  id: 'merging',
  version: '1.0.0',
  core: '^0.0.0',
  setup: (context) => {
    const handler = () => context.provided('merge').get('core') as MergeHandler
    return {
      api: (call) => ({
        move: (from, to) => call.transaction((inner) => handler().move(inner, from, to)),
        undo: (manifest) => call.transaction((inner) => handler().undo(inner, manifest)),
      }),
    }
  },
}

describe.each(engines)("core's merge handler on $name", (engine) => {
  let desk: TestHelpdesk<readonly [typeof merging]>

  beforeAll(async () => {
    // A host that gives no addresses, so that a guest can be linked to any of its people.
    const people: PeopleSource = {
      resolve: async (ids) =>
        everyone.map(({ email: _, ...one }) => one).filter(({ id }) => ids.includes(id)),
    }
    desk = await openHelpdesk(engine, { people, plugins: [merging] })
  })
  afterAll(() => desk.close())

  async function pair(): Promise<[string, string]> {
    const open = async (subject: string, cc: string[]) => {
      const { id } = await desk.as('ada').tickets.create({ subject, description: 'x', cc })
      await desk.as('ada').replies.create({ ticketId: id, body: `From ${subject}` })
      await desk.as('grace').replies.create({ ticketId: id, body: 'Note', audience: 'internal' })
      return id
    }
    return [await open('source', ['ben', 'carl']), await open('target', ['carl'])]
  }

  const move = (id: string, ticketId: string) =>
    desk.storage.db.update(replies).set({ ticketId }).where(eq(replies.id, id))
  const purge = (id: string) => desk.storage.db.delete(replies).where(eq(replies.id, id))

  /** All that agents see of a ticket, but for the versions and times that every change moves. */
  async function state(ticketId: string) {
    const {
      version: _version,
      updatedAt: _at,
      ...ticket
    } = await desk.as('sue').tickets.get({ ticketId })
    const { data: said } = await desk.as('sue').replies.list({ ticketId })
    const { data: people } = await desk.as('sue').participants.list({ ticketId })
    return { ticket, replies: said, people }
  }

  it('moves replies and people in copy, and takes the source out of every list', async () => {
    const [source, target] = await pair()
    await desk.as('sue').merging.move(source, target)
    const { replies: moved, people } = await state(target)
    expect(moved.map(({ body }) => body)).toEqual(['From source', 'Note', 'From target', 'Note'])
    expect(people.map(({ person }) => person.id)).toEqual(['ada', 'ben', 'carl'])
    const { data } = await desk.as('sue').tickets.list({ limit: 100 })
    expect(data.map(({ id }) => id)).not.toContain(source)
    expect(data.map(({ id }) => id)).toContain(target)
  })

  it('leaves no stored answer that repeats the text of the source', async () => {
    const [source, target] = await pair()
    const reply = (ticketId: string) =>
      desk.request(
        'ada',
        'POST',
        `/tickets/${ticketId}/replies`,
        { body: 'My card is 4111.' },
        { 'idempotency-key': `merged-${ticketId}` },
      )
    expect((await reply(source)).status).toBe(201)
    expect((await reply(target)).status).toBe(201)
    await desk.as('sue').merging.move(source, target)
    await expectProblem(await reply(source), 410, 'answer_removed')
    expect((await reply(target)).headers.get('idempotency-replayed')).toBe('true')
    expect((await state(target)).replies.filter(({ body }) => body.includes('4111'))).toHaveLength(
      2,
    )
  })

  it('is undone exactly, while what was added since stays', async () => {
    const [source, target] = await pair()
    const before = { source: await state(source), target: await state(target) }
    const manifest = await desk.as('sue').merging.move(source, target)
    await desk.as('ben').replies.create({ ticketId: target, body: 'Added since' })
    await desk.as('sue').merging.undo(manifest)
    expect(await state(source)).toEqual(before.source)
    const after = await state(target)
    expect(after.people).toEqual(before.target.people)
    expect(after.replies.map(({ body }) => body)).toEqual([
      ...before.target.replies.map(({ body }) => body),
      'Added since',
    ])
  })

  it('is undone exactly also for a guest who was linked to a person since', async () => {
    const [source, target] = await pair()
    const { person: guest } = await desk
      .as('sue')
      .participants.add({ ticketId: source, email: 'mira@else.example' })
    const onTarget = (await state(target)).people
    const manifest = await desk.as('sue').merging.move(source, target)
    await desk.as('root').people.link({ guestId: guest.id, personId: 'hal' })
    const idsOn = async (ticketId: string) =>
      (await state(ticketId)).people.map(({ person }) => person.id)
    expect(await idsOn(target)).toEqual(['ada', 'ben', 'carl', 'hal'])
    await desk.as('sue').merging.undo(manifest)
    expect((await state(target)).people).toEqual(onTarget)
    expect(await idsOn(source)).toEqual(['ada', 'ben', 'carl', 'hal'])
  })

  it.each([
    ['moved on', move],
    ['purged', purge],
  ])('refuses an undo when a reply was %s since, and changes nothing', async (_, lose) => {
    const [source, target] = await pair()
    const { id: elsewhere } = await desk
      .as('ada')
      .tickets.create({ subject: 'elsewhere', description: 'x' })
    const manifest = await desk.as('sue').merging.move(source, target)
    const [first] = (await state(target)).replies
    await lose(first?.id as string, elsewhere)
    const all = () => Promise.all([source, target, elsewhere].map(state))
    const before = await all()
    await expect(desk.as('sue').merging.undo(manifest)).rejects.toMatchObject({
      code: 'merge_not_exact',
      status: 409,
    })
    expect(await all()).toEqual(before)
  })

  it('leaves nothing moved when it fails half-way', async () => {
    const [source] = await pair()
    const before = await state(source)
    await expect(
      desk.as('sue').merging.move(source, '0190a1b2-0000-7000-8000-000000000000'),
    ).rejects.toMatchObject({ status: 404 })
    expect(await state(source)).toEqual(before)
  })
})
