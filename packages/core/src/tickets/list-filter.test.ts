/** Filters of the list as values: checked for an actor, stored, and given to the list again. */
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { recordStatements } from '../../test/support/statements.ts'
import { engines } from '../../test/support/storages.ts'
import { sql, tickets } from '../db/index.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import { field, filter } from '../plugin/define.ts'
import type { ParsedTicketList, ParseListOptions, TicketListInput } from './types.ts'

const all = () => sql`1 = 1`

type Parts = HelpdeskPlugin<
  'parts',
  object,
  {
    ticketFilters: { names?: readonly string[] }
    ticketSorts: { loudness: true }
    ticketFields: { mood: string }
  }
>

const parts: Parts = {
  id: 'parts',
  version: '1.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: () => ({}),
    ticketFilters: {
      names: filter({
        audience: 'public',
        schema: z.array(z.string().trim().toLowerCase().min(1)).max(3),
        where: all,
      }),
      hidden: filter({ schema: z.int(), where: all }),
      pattern: filter({ schema: z.string().transform((text) => new RegExp(text)), where: all }),
      day: filter({ schema: z.coerce.date(), where: all }),
      anything: filter({ schema: z.unknown(), where: all }),
    },
    ticketSorts: { loudness: { columns: [tickets.number] } },
    ticketFields: {
      mood: field({
        audience: 'public',
        schema: z.string(),
        empty: 'fine',
        load: async () => new Map(),
      }),
      secret: field({ schema: z.string(), empty: '', load: async () => new Map() }),
    },
  }),
}

describe('parseList', () => {
  let desk: TestHelpdesk<readonly [Parts]>
  const [engine] = engines as [(typeof engines)[number]]

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [parts] })
  })
  afterAll(() => desk.close())

  const parse = (input: unknown, options?: ParseListOptions, by: 'ada' | 'grace' = 'grace') =>
    desk.as(by).tickets.parseList(input, options)

  it('gives back what was given and nothing else, without a query', async () => {
    const statements = await recordStatements(desk.storage.dialect, async () => {
      expect(await parse({})).toEqual({ input: {}, dropped: [] })
      const given = {
        status: ['open'],
        created: { from: '2026-01-01T00:00:00+01:00' },
        names: [],
        sort: 'loudness',
        order: 'asc',
        include: ['mood', 'secret'],
        limit: 5,
        team: undefined,
      }
      const { team, ...rest } = given
      expect(await parse(given)).toStrictEqual({ input: rest, dropped: [] })
      expect(await parse(given, { dropUnknown: true })).toStrictEqual({ input: rest, dropped: [] })
    })
    expect(statements).toEqual([])
  })

  it('normalises, so that the result is stored as JSON and taken by the list', async () => {
    const { input } = await parse({
      names: [' VIP ', 'gold'],
      category: ['0199A1C4-5B0E-7C3A-9D57-2F6B8E4A1C90'],
      day: '2026-03-02',
      pattern: '^a',
      anything: { deep: [1, null, { of: 'it' }] },
    })
    expect(input).toEqual({
      names: ['vip', 'gold'],
      category: ['0199a1c4-5b0e-7c3a-9d57-2f6b8e4a1c90'],
      day: '2026-03-02T00:00:00.000Z',
      // The list takes no pattern, so it is the text that was given.
      pattern: '^a',
      anything: { deep: [1, null, { of: 'it' }] },
    })
    const stored = JSON.parse(JSON.stringify(input))
    expect(stored).toEqual(input)
    expect(await parse(stored)).toEqual({ input, dropped: [] })
    expect((await desk.as('grace').tickets.list(stored)).data).toEqual([])
  })

  it.each([
    ['a filter', { labels: ['x'] }, '/labels'],
    ['a sort', { sort: 'age' }, '/sort'],
    ['a field', { include: ['mood', 'size'] }, '/include/1'],
    ['a value', { status: ['gone'] }, '/status/0'],
    ['a value of a plugin', { names: ['a', ' '] }, '/names/1'],
    ['a value that is not JSON', { anything: () => 1 }, '/anything'],
    ['a name that objects have', { constructor: 1 }, '/constructor'],
    ['a prototype', JSON.parse('{"__proto__":{"status":["open"]}}'), '/__proto__'],
    ['a list', [], ''],
    ['nothing', null, ''],
    ['a text', 'status', ''],
  ])('refuses %s as the list does: %j', async (_, input, path) => {
    await expect(parse(input)).rejects.toMatchObject({
      status: 400,
      code: 'invalid_input',
      errors: [{ path }],
    })
    await expect(parse(input, { at: '/view/filter' })).rejects.toMatchObject({
      errors: [{ path: `/view/filter${path}` }],
    })
  })

  it('drops names that do not exist and says which', async () => {
    const stored = JSON.parse(
      '{"labels":{"any":["x"]},"__proto__":{"x":1},"toString":2,"status":["open"],"sort":"age","order":"asc","include":["mood","size"]}',
    )
    expect(await parse(stored, { dropUnknown: true })).toStrictEqual({
      input: { status: ['open'], order: 'asc', include: ['mood'] },
      dropped: [
        { kind: 'filter', name: 'labels' },
        { kind: 'filter', name: '__proto__' },
        { kind: 'filter', name: 'toString' },
        { kind: 'sort', name: 'age' },
        { kind: 'include', name: 'size' },
      ],
    })
  })

  it('knows for customers only what they may use', async () => {
    const input = {
      team: 'billing',
      hidden: 1,
      names: ['vip'],
      sort: 'loudness',
      include: ['mood', 'secret'],
    }
    await expect(parse(input, {}, 'ada')).rejects.toMatchObject({ status: 400 })
    expect(await parse(input)).toEqual({ input, dropped: [] })
    expect(await parse(input, { dropUnknown: true }, 'ada')).toEqual({
      input: { names: ['vip'], include: ['mood'] },
      dropped: [
        { kind: 'filter', name: 'team' },
        { kind: 'filter', name: 'hidden' },
        { kind: 'sort', name: 'loudness' },
        { kind: 'include', name: 'secret' },
      ],
    })
  })

  it.each([
    [{ status: ['gone'] }, '/status/0'],
    [{ names: 'vip' }, '/names'],
    [{ sort: 5 }, '/sort'],
    [{ include: 'mood' }, '/include'],
    [{ include: ['mood', 5] }, '/include/1'],
    [{ order: 'up' }, '/order'],
    ['status', ''],
  ])('refuses a bad value of a known name in any case: %j', async (input, path) => {
    await expect(parse(input, { dropUnknown: true })).rejects.toMatchObject({
      status: 400,
      errors: [{ path }],
    })
  })

  it('needs the permission to see deleted tickets, as the list does', async () => {
    await expect(parse({ deleted: true })).rejects.toMatchObject({ status: 403 })
    expect(await parse({ deleted: false })).toEqual({ input: { deleted: false }, dropped: [] })
    expect(await desk.as('root').tickets.parseList({ deleted: true })).toEqual({
      input: { deleted: true },
      dropped: [],
    })
  })

  it('is typed for a host, whose list takes the result', async () => {
    const { tickets: api } = desk.as('grace')
    const { input, dropped } = await api.parseList({ names: ['vip'], status: ['open'] })
    expectTypeOf(input).toExtend<TicketListInput & { names?: readonly string[] }>()
    expectTypeOf(dropped).toEqualTypeOf<ParsedTicketList['dropped']>()
    expect((await api.list({ ...input, limit: 5 })).data).toEqual([])
  })
})
