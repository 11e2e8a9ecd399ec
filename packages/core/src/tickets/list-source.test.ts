/** Filters of plugins that bring a table of their own: when the list reads from it, and what it asks first. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { probe } from '../../test/support/http.ts'
import { planFaults, plannedIndexes } from '../../test/support/plans.ts'
import { recordStatements, type Statement } from '../../test/support/statements.ts'
import { engines } from '../../test/support/storages.ts'
import { eq, replies, sql, tickets } from '../db/index.ts'
import { filter } from '../plugin/define.ts'
import type { FilterCondition, SourceMatch } from '../plugin/list-parts.ts'

type Asked = Partial<Pick<SourceMatch, 'rows' | 'share'>> & { ordered?: boolean }

/** Tickets with a reply: `replies` plays the plugin's table. */
const answered = filter<Asked>({
  audience: 'public',
  schema: z.looseObject({}),
  where(call, { rows = 5, share, ordered = false }) {
    const isOfTenant = eq(replies.tenantId, call.tenantId)
    return {
      test: sql`${tickets.id} in ${call.db.select({ id: replies.ticketId }).from(replies).where(isOfTenant)}`,
      sources: [
        {
          from: replies,
          where: isOfTenant,
          ticketId: replies.ticketId,
          ...(ordered && { createdAt: replies.createdAt }),
        },
      ],
      rows,
      ...(share !== undefined && { share }),
    }
  },
})

const wrong: Record<string, unknown> = {
  nothing: undefined,
  columns: { column: tickets.status, oneOf: ['open'] },
  untested: { sources: [], rows: 1 },
  uncounted: { test: sql`1 = 1`, sources: [] },
}
const broken = filter<string>({
  schema: z.string(),
  where: (_call, name) => wrong[name] as FilterCondition,
})

describe.each(engines)('a filter with a source on $name', (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = (await openHelpdesk(engine, {
      plugins: [probe({ ticketFilters: { answered, broken } })],
    })) as unknown as TestHelpdesk
    for (let n = 0; n < 40; n++) {
      const { id: ticketId } = await desk
        .as('ada')
        .tickets.create({ subject: `T${n}`, description: 'x' })
      if (n % 8 === 0) await desk.as('grace').replies.create({ ticketId, body: 'x' })
    }
  })
  afterAll(() => desk.close())

  async function statementsOf(asked: Asked, input: object = {}): Promise<Statement[]> {
    const statements = await recordStatements(desk.storage.dialect, async () => {
      const { data } = await desk
        .as('grace')
        .tickets.list({ answered: asked, limit: 1, ...input } as never)
      expect(data.map(({ subject }) => subject)).toEqual(['T32'])
    })
    return statements.filter(({ sql: text }) => text.includes('"deskhand_tickets"'))
  }
  const readsSource = (statement: Statement | undefined) =>
    /from "deskhand_replies" cross join "deskhand_tickets"/.test(statement?.sql ?? '')

  it.each([
    // Read in another order, all 8 rows are sorted. For two of 40 tickets a walk would read 2 * 40 / 8 = 10.
    { rows: 8, isRead: true },
    { rows: 9, isRead: false },
    { rows: 400, isRead: false },
  ])('works the share of $rows rows out with one look at an index', async ({ rows, isRead }) => {
    const [highest, list, ...others] = await statementsOf({ rows }, { sort: 'updated' })
    expect(readsSource(list)).toBe(isRead)
    expect(others).toEqual([])
    const statement = highest as Statement
    expect(await planFaults(desk.storage, statement)).toEqual({ scans: [], sorted: 0 })
    expect(await plannedIndexes(desk.storage, statement)).toEqual(['deskhand_tickets_number'])
  })

  it.each<[string, Asked, object, boolean]>([
    ['the share is given', { rows: 12, share: 0.01 }, { sort: 'updated' }, true],
    ['the share is given', { rows: 5, share: 1 }, { sort: 'updated' }, false],
    ['the page takes them all', { rows: 2 }, { sort: 'updated' }, true],
    ['the source has the order of the list', { rows: 400, ordered: true }, {}, true],
    ['few tickets are asked for anyway', { rows: 5 }, { number: 33 }, false],
  ])('asks nothing where %s', async (_, asked, input, isRead) => {
    const [list, ...others] = await statementsOf(asked, input)
    expect(readsSource(list)).toBe(isRead)
    expect(others).toEqual([])
  })

  it.each(Object.keys(wrong))('fails for an answer that is no condition: %s', async (name) => {
    await expect(desk.as('grace').tickets.list({ broken: name } as never)).rejects.toThrow(
      'The ticket filter "broken" must answer with SQL, or with { test, sources, rows }.',
    )
  })
})
