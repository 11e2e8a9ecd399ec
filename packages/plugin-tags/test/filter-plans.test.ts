/**
 * How the tag filter finds its tickets, read from the query plans.
 *
 *     TICKETS=100000 pnpm test packages/plugin-tags/test/filter-plans
 *
 * prints how long it takes, too.
 */
import { rows, sql } from '@deskhand/core/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordStatements, type Statement } from '../../core/test/support/statements.ts'
import type { TagsFilter } from '../src/types.ts'
import { makeCrowd } from './support/crowd.ts'
import { type Desk, engines, openDesk } from './support/desk.ts'
import { stepsOf } from './support/steps.ts'

const amount = Number(process.env.TICKETS ?? 10_000)
const isTimed = process.env.TICKETS !== undefined

const filters: readonly TagsFilter[] = [
  { all: ['tag0', 'tag1'] },
  { all: ['tag0', 'tag199'] },
  { all: ['tag20', 'tag21'] },
  { all: ['tag50', 'tag51'] },
  { all: ['tag100', 'tag101'] },
  { all: ['tag198', 'tag199'] },
  { any: ['tag0', 'tag1'] },
  { any: ['tag150', 'tag199'] },
  { any: ['tag0', 'tag10', 'tag20', 'tag30', 'tag40'], all: ['tag5'], none: ['tag2'] },
  { none: ['tag0', 'tag1'] },
]

describe.each(engines)('finding tickets by tags on $name', (engine) => {
  let desk: Desk

  beforeAll(async () => {
    desk = await openDesk(engine)
    await makeCrowd(desk.storage, amount)
  }, 1_200_000)
  afterAll(() => desk.close())

  const list = (input: object) =>
    desk.helpdesk.as({ id: 'agent3', role: 'agent' }).tickets.list(input)

  async function statementsOf(input: object): Promise<Statement[]> {
    return recordStatements(desk.storage.dialect, () => list(input))
  }

  it.each(filters)('walks an index without sorting: %j newest first', async (tags) => {
    for (const order of ['desc', 'asc'] as const) {
      const statements = await statementsOf({ tags, order })
      for (const statement of statements) {
        const { scanned, sorts } = await stepsOf(desk.storage, statement)
        expect(scanned).toEqual([])
        const isMerged = (tags.any?.length ?? 0) > 1
        if (statement.sql.includes('order by') && !isMerged) expect(sorts).toBe(false)
      }
    }
  })

  it('reads rare tags from their index and walks the sort’s for frequent ones', async () => {
    const reads = async (input: object) => {
      const statement = (await statementsOf(input)).at(-1) as Statement
      return statement.sql.includes('from "deskhand_taggings" cross join')
    }
    expect(await reads({ tags: { any: ['tag199'] } })).toBe(true)
    expect(await reads({ tags: { any: ['tag199'] }, sort: 'updated' })).toBe(true)
    expect(await reads({ tags: { any: ['tag0'] }, sort: 'updated' })).toBe(false)
    expect(await reads({ tags: { any: ['tag0'] }, requester: 'customer1' })).toBe(false)
    expect(await reads({ tags: { any: ['tag199'] }, assignee: 'agent3' })).toBe(true)
  })

  it('reads statistics and suggestions from the tags alone', async () => {
    const { tags } = desk.as('sue')
    const statements = await recordStatements(desk.storage.dialect, async () => {
      await tags.statistics()
      await tags.suggest({ prefix: 'tag1' })
    })
    expect(statements.filter(({ sql }) => /tickets|taggings/.test(sql))).toEqual([])
  })

  it('costs as many statements for a page of 100 as for a page of 1', async () => {
    const statements = (limit: number) =>
      statementsOf({ limit, include: ['tags'], tags: { any: ['tag0'] } })
    expect((await statements(100)).length).toBe((await statements(1)).length)
  })

  it.runIf(isTimed)('prints how long it takes', { timeout: 600_000 }, async () => {
    const lines: string[] = []
    for (const sort of ['created', 'updated']) {
      for (const tags of filters) {
        for (const extra of [{}, { assignee: 'agent3' }, { count: true }]) {
          const input = { tags, sort, ...extra }
          const times: number[] = []
          let found = 0
          for (let n = 0; n < 25; n++) {
            const begin = performance.now()
            found = (await list(input)).data.length
            if (n >= 3) times.push(performance.now() - begin)
          }
          times.sort((a, b) => a - b)
          const [p50, p95] = [0.5, 0.95].map((part) => times[Math.floor(times.length * part)])
          lines.push(
            `${p50?.toFixed(1).padStart(7)} ${p95?.toFixed(1).padStart(7)} ms  ${String(found).padStart(2)}  ${JSON.stringify(input)}`,
          )
        }
      }
    }
    const ms = await timed(() => desk.as('sue').tags.statistics())
    const suggested = await timed(() => desk.as('sue').tags.suggest({ prefix: 'tag1' }))
    const [last] = (await desk.as('sue').tags.statistics({ limit: 1 })).data
    const [next] = (await desk.as('sue').tags.suggest({ prefix: 'tag1' })).data
    const merged = await timed(() =>
      desk.as('sue').tags.merge({ tagId: next?.id ?? '', intoId: last?.id ?? '' }),
    )
    const deleted = await timed(() => desk.as('sue').tags.delete({ tagId: last?.id ?? '' }))
    lines.push(
      `statistics ${ms} ms, suggest ${suggested} ms, merge ${next?.total} ${merged} ms, delete ${deleted} ms`,
    )
    const [count] = await rows<{ n: number }>(
      desk.storage.db,
      sql`select count(*) as n from deskhand_tickets`,
    )
    console.log(
      `${engine.name}, ${count?.n} tickets\n    p50     p95     hits\n${lines.join('\n')}`,
    )
  })
})

async function timed(work: () => Promise<unknown>): Promise<string> {
  const begin = performance.now()
  await work()
  return (performance.now() - begin).toFixed(1)
}
