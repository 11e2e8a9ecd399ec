/** Every statement of the plugin, read from its query plan while there are many files. */
import { type HelpdeskPlugin, redact } from '@deskhand/core/plugin'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordStatements, type Statement } from '../../core/test/support/statements.ts'
import { type MergingPlugin, merging } from '../../plugin-tags/test/support/merging.ts'
import type { Scanner } from '../src/scan/port.ts'
import { keyStore, makeCrowd } from './support/crowd.ts'
import { engines, type FileDesk, openDesk } from './support/desk.ts'
import { faultsOf, shapeOf } from './support/plans.ts'

const days = 24 * 3_600_000
const suspicious: Scanner = {
  name: 'suspicious',
  async scan(body) {
    for await (const _ of body);
    return { state: 'infected', detail: 'Everything' }
  },
}

interface ReadingApi {
  read(ticketIds: readonly string[], replyIds: readonly string[]): Promise<void>
  redact(target: { ticketId: string; replyId?: string | undefined }): Promise<void>
}

/** What plugins for search and for redaction do. */
const reading: HelpdeskPlugin<'reading', ReadingApi> = {
  id: 'reading',
  version: '0.0.0',
  core: '^0.0.0',
  setup: ({ provided }) => ({
    api: (call) => ({
      async read(ticketIds, replyIds) {
        for (const { tickets, replies } of provided('searchText').values()) {
          await tickets?.(call, ticketIds)
          await replies?.(call, replyIds)
        }
      },
      redact: (target) =>
        redact(call, { ...target, replace: (text) => text.replace('draft', '[redacted]') }),
    }),
  }),
}

describe.each(engines)('the statements of attachments on $name', (database) => {
  let desk: FileDesk
  const store = keyStore()

  beforeAll(async () => {
    desk = await openDesk({
      database,
      storage: store,
      scanner: suspicious,
      more: [merging(), reading],
    })
    store.fill(await makeCrowd(desk.storage, desk.clock.now()))
  })
  afterAll(() => desk.close())

  /** Whatever can be done with files, at least once. */
  async function everything() {
    const [ada, root] = [desk.as('ada'), desk.as('root')]
    const ticketId = await desk.newTicket()
    const target = async (name: string) => ({
      ticketId,
      attachmentId: (await desk.upload('ada', name, 'sample', { ticketId })).id,
    })
    const draft = async () => (await desk.upload('ada', 'draft.txt', 'sample')).id
    const keyed = { name: 'a.txt', body: new TextEncoder().encode('sample'), idempotencyKey: 'k' }
    await ada.attachments.upload({ ...keyed, ticketId })
    await ada.attachments.upload({ ...keyed, ticketId })
    await ada.attachments.draft({ attachmentId: await draft() })
    await ada.attachments.discard({ attachmentId: await draft() })
    await ada.tickets.create({ subject: 'x', description: 'y', attachments: [await draft()] })
    const files = [await draft(), await draft()]
    await ada.replies.create({ ticketId, body: 'x', attachments: files })

    const held = await target('held.txt')
    await desk.runDue()
    await root.attachments.release(held)
    await ada.attachments.get(held)
    await ada.attachments.download(held)
    const { url } = await ada.attachments.link(held)
    await desk.helpdesk.fetch(new Request(`http://app.example${url}`))
    await root.attachments.rescan(held)
    await desk.runDue()
    for (const who of [ada, root]) {
      const { page } = await who.attachments.list({ ticketId, limit: 1 })
      await who.attachments.list({ ticketId, limit: 1, cursor: page.nextCursor ?? undefined })
      await who.tickets.list({ include: ['attachments'], limit: 100 })
      await who.replies.list({ ticketId, include: ['attachments'] })
    }
    await root.attachments.list({ ticketId, deleted: true })
    await ada.attachments.delete(held)
    await root.attachments.restore(held)
    await ada.attachments.delete(held)
    await root.attachments.purge(held)

    const other = await desk.newTicket()
    const { merging, reading } = root as unknown as { merging: MergingApi; reading: ReadingApi }
    await merging.undo(await merging.merge(ticketId, other))
    const { data } = await root.replies.list({ ticketId })
    const replyIds = data.map(({ id }) => id)
    await merging.moveReplies({ replyIds, from: ticketId, to: other })
    await merging.moveReplies({ replyIds, from: other, to: ticketId })
    await reading.read([ticketId, other], replyIds)
    await reading.redact({ ticketId })
    await reading.redact({ ticketId, replyId: replyIds[0] })
    await root.tickets.delete({ ticketId })
    await root.tickets.restore({ ticketId })
    await root.tickets.delete({ ticketId })
    await root.tickets.purge({ ticketId })
    await root.people.erase({ personId: 'customer7' })
    await desk.helpdesk.doctor()
    await desk.runDue()
    desk.clock.advance(2 * days)
    await desk.runDue()
  }

  /** What looks at all that the store has. */
  async function wholeStore() {
    await desk.as('root').attachments.usage()
    await desk.as('root').attachments.check({ removeStrays: true })
    await desk.runDue()
  }

  async function faults(work: () => Promise<unknown>, least: number, readsAll = false) {
    const recorded = await recordStatements(desk.storage.dialect, work)
    const distinct = new Map<string, Statement>()
    for (const statement of recorded) {
      const isOurs = /deskhand_attachment(s|_blobs)\b/.test(statement.sql)
      if (isOurs && /^\s*(select|update|delete)/i.test(statement.sql)) {
        distinct.set(shapeOf(statement), statement)
      }
    }
    expect(distinct.size).toBeGreaterThan(least)
    const found: string[] = []
    for (const statement of distinct.values()) {
      for (const fault of await faultsOf(desk.storage, statement, { readsAll })) {
        found.push(`${fault}: ${statement.sql}`)
      }
    }
    return found
  }

  it('read no table from end to end, and sort nothing to give a part of it', async () => {
    expect(await faults(everything, 30)).toEqual([])
  })

  it('that look at the whole store do so along an index', async () => {
    expect(await faults(wholeStore, 6, true)).toEqual([])
  })

  it('are as many for a page of 100 tickets with their files as for one of 5', async () => {
    const statements = async (limit: number) => {
      const page = () => desk.as('grace').tickets.list({ limit, include: ['attachments'] })
      return (await recordStatements(desk.storage.dialect, page)).length
    }
    expect(await statements(100)).toBe(await statements(5))
  })
})

type MergingApi = ReturnType<NonNullable<ReturnType<MergingPlugin['setup']>['api']>>
