import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import { eq } from '../db/index.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { SearchText } from '../plugin/extension-points.ts'
import { replies } from '../replies/schema.ts'

type Core = Required<SearchText>
type Texts = Awaited<ReturnType<Core['tickets']>>

interface SearchingApi {
  tickets(ids: readonly string[]): Promise<Texts>
  replies(ids: readonly string[]): Promise<Texts>
}

/** What a plugin that searches does with core's text. */
const searching: HelpdeskPlugin<'searching', SearchingApi> = {
  id: 'searching',
  version: '1.0.0',
  core: '^0.0.0',
  setup: (context) => {
    const core = () => context.provided('searchText').get('core') as Core
    return {
      api: (call) => ({
        tickets: (ids) => core().tickets(call, ids),
        replies: (ids) => core().replies(call, ids),
      }),
    }
  },
}

describe.each(engines)("core's text for a search index on $name", (engine) => {
  let desk: TestHelpdesk<readonly [typeof searching]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [searching] })
  })
  afterAll(() => desk.close())

  const ticket = async (subject: string) =>
    (await desk.as('ada').tickets.create({ subject, description: `About ${subject}` })).id

  it('gives the words of each ticket that is asked for', async () => {
    const [one, other] = [await ticket('kilns'), await ticket('clay')]
    const missing = crypto.randomUUID()
    const texts = await desk.as('root').searching.tickets([one, other, missing])
    expect([...texts.keys()].toSorted()).toEqual([one, other].toSorted())
    expect(texts.get(one)).toEqual({ public: 'kilns\nAbout kilns', internal: '' })
    expect(await desk.as('root').searching.tickets([])).toEqual(new Map())
  })

  it('keeps notes apart from what customers may find, and nothing of what was deleted', async () => {
    const ticketId = await ticket('glaze')
    const say = async (who: 'ada' | 'grace', body: string, audience: 'public' | 'internal') =>
      (await desk.as(who).replies.create({ ticketId, body, audience })).reply?.id as string
    const open = await say('ada', 'It cracks', 'public')
    const note = await say('grace', 'Third case', 'internal')
    const gone = await say('grace', 'Wrong ticket', 'public')
    const { db } = desk.storage
    await db.update(replies).set({ deletedAt: new Date() }).where(eq(replies.id, gone))
    const texts = await desk.as('root').searching.replies([open, note, gone])
    expect(Object.fromEntries(texts)).toEqual({
      [open]: { public: 'It cracks', internal: '' },
      [note]: { public: '', internal: 'Third case' },
      [gone]: { public: '', internal: '' },
    })
  })

  it('tells nothing of another tenant', async () => {
    const id = await ticket('secret')
    const elsewhere = desk.helpdesk.as({ id: 'root', role: 'admin', tenantId: 'other' })
    expect(await elsewhere.searching.tickets([id])).toEqual(new Map())
  })
})
