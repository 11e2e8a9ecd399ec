/** A search whose engine is outside of the database: its filter and its sort share one run of it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { recordStatements } from '../../test/support/statements.ts'
import { engines } from '../../test/support/storages.ts'
import type { Call } from '../api/call.ts'
import { and, type RankedId, rankedIds, sql, tickets } from '../db/index.ts'
import { invalidField } from '../kit/errors.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import { filter } from '../plugin/define.ts'
import type { SourceSort, TicketListValues } from '../plugin/list-parts.ts'

interface Engine {
  /** The subjects of all tickets, whoever may see them. */
  readonly documents: Map<string, string>
  readonly asked: string[]
  failure: Error | undefined
}

/** The more often a word stands in the subject, the better. */
async function ask(engine: Engine, word: string): Promise<readonly RankedId[]> {
  engine.asked.push(word)
  await new Promise((resolve) => setImmediate(resolve))
  if (engine.failure) throw engine.failure
  return [...engine.documents]
    .map(([id, subject]) => ({ id, rank: (subject.split(word).length - 1) / 8 }))
    .filter(({ rank }) => rank > 0)
}

type SearchPlugin = HelpdeskPlugin<
  'search',
  { both(): Promise<readonly (readonly string[])[]> },
  { ticketFilters: { query?: string }; ticketSorts: { relevance: true } }
>

function search(engine: Engine): SearchPlugin {
  const asked = new WeakMap<TicketListValues, Promise<readonly RankedId[]>>()
  const hitsOf = (input: TicketListValues) => {
    const known = asked.get(input) ?? ask(engine, String(input.query))
    asked.set(input, known)
    return known
  }
  const query = filter({
    audience: 'public',
    schema: z.string().min(1).max(200),
    async where(call: Call, _query, input) {
      const found = await hitsOf(input)
      const hits = rankedIds(call.db, found)
      const test = sql`${tickets.id} in ${call.db.select({ id: hits.id }).from(hits)}`
      const source = { from: hits, where: sql`1 = 1`, ticketId: hits.id }
      return { test, sources: [source], rows: found.length }
    },
  })
  const relevance: SourceSort = {
    audience: 'public',
    async source(call, input) {
      if (input.query === undefined) throw invalidField('/sort', 'Needs a query.')
      const hits = rankedIds(call.db, await hitsOf(input))
      return { from: hits, ticketId: hits.id, columns: [hits.rank] }
    },
  }
  return {
    id: 'search',
    version: '1.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: (call) => ({
        async both() {
          const of = async (word: string) => {
            const { data } = await call.core.tickets.list({
              query: word,
              sort: 'relevance',
            } as never)
            return data.map(({ subject }) => subject)
          }
          return Promise.all([of('x'), of('y')])
        },
      }),
      ticketFilters: { query },
      ticketSorts: { relevance },
    }),
  }
}

describe.each(engines)('a search on $name', (database) => {
  const engine: Engine = { documents: new Map(), asked: [], failure: undefined }
  let desk: TestHelpdesk<readonly [SearchPlugin]>

  beforeAll(async () => {
    desk = await openHelpdesk(database, { plugins: [search(engine)] })
    for (const [by, subject] of [
      ['ada', 'x y y'],
      ['ben', 'x x x y'],
      ['ada', 'x x'],
      ['ada', 'z'],
      ['ben', 'x x x'],
    ] as const) {
      const ticket = await desk.as(by).tickets.create({ subject, description: 'x' })
      engine.documents.set(ticket.id, subject)
      desk.clock.advance(minutes)
    }
  })
  afterEach(() => {
    engine.asked.length = 0
    engine.failure = undefined
  })
  afterAll(() => desk.close())

  async function found(by: 'ada' | 'grace', input: { query?: string; order?: 'asc' | 'desc' }) {
    const { data, page } = await desk
      .as(by)
      .tickets.list({ sort: 'relevance', count: true, ...input })
    expect(page.count?.value).toBe(data.length)
    return data.map(({ subject }) => subject)
  }

  it('runs the engine once for the filter and the sort', async () => {
    // Of two that are equally good, the later one comes first.
    const best = ['x x x', 'x x x y', 'x x', 'x y y']
    expect(await found('grace', { query: 'x' })).toEqual(best)
    expect(engine.asked).toEqual(['x'])
    expect(await found('grace', { query: 'x', order: 'asc' })).toEqual(best.toReversed())
    expect(engine.asked).toEqual(['x', 'x'])
  })

  it('shows only what the person may see', async () => {
    expect(await found('ada', { query: 'x' })).toEqual(['x x', 'x y y'])
    expect(await found('ada', { query: 'z' })).toEqual(['z'])
    expect(await found('ada', { query: 'nowhere' })).toEqual([])
  })

  it('pages by rank, each page with one run of the engine', async () => {
    const subjects: string[] = []
    let cursor: string | undefined
    do {
      const page = await desk
        .as('grace')
        .tickets.list({ query: 'x', sort: 'relevance', limit: 1, ...(cursor && { cursor }) })
      subjects.push(...page.data.map(({ subject }) => subject))
      cursor = page.page.nextCursor ?? undefined
    } while (cursor)
    expect(subjects).toEqual(['x x x', 'x x x y', 'x x', 'x y y'])
    expect(engine.asked).toEqual(['x', 'x', 'x', 'x'])
  })

  it('keeps the hits of two lists of one call apart', async () => {
    expect(await desk.as('grace').search.both()).toEqual([
      ['x x x', 'x x x y', 'x x', 'x y y'],
      ['x y y', 'x x x y'],
    ])
    expect(engine.asked.toSorted()).toEqual(['x', 'y'])
  })

  it('finds in another order too, and reads few hits instead of walking all tickets', async () => {
    const statements = await recordStatements(desk.storage.dialect, async () => {
      const { data } = await desk.as('grace').tickets.list({ query: 'y', sort: 'created' })
      expect(data.map(({ subject }) => subject)).toEqual(['x x x y', 'x y y'])
    })
    const [list] = statements.filter(({ sql: text }) => text.includes('"deskhand_tickets"'))
    expect(list?.sql).toMatch(/from \(select .* "ranked_ids" cross join "deskhand_tickets"/)
  })

  it('refuses the sort without a query, and a cursor before it asks the engine', async () => {
    await expect(found('grace', {})).rejects.toMatchObject({
      status: 400,
      errors: [{ path: '/sort' }],
    })
    await expect(
      desk.as('grace').tickets.list({ query: 'x', cursor: 'nonsense' }),
    ).rejects.toMatchObject({ code: 'invalid_cursor' })
    expect(engine.asked).toEqual([])
  })

  it('fails with the engine', async () => {
    engine.failure = new Error('The engine is down.')
    await expect(found('grace', { query: 'x' })).rejects.toThrow('The engine is down.')
  })

  it('reads ranks and ids from memory as they were given', async () => {
    const given = [...engine.documents.keys()].map((id, n) => ({ id, rank: n - 1.5 }))
    const hits = rankedIds(desk.storage.db, given)
    const read = (limit: number) =>
      desk.storage.db
        .select()
        .from(hits)
        .where(and(sql`${hits.rank} < ${limit}`))
        .orderBy(hits.rank)
    expect(await read(100)).toEqual(given)
    expect(await read(0)).toEqual(given.slice(0, 2))
    expect(await desk.storage.db.select().from(rankedIds(desk.storage.db, []))).toEqual([])
  })
})
