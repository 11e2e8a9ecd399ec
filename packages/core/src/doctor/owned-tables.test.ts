/** Tables that a plugin makes without declaring them: full-text indexes, partitions, tables of one database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import { createHelpdesk } from '../create-helpdesk.ts'
import { rows } from '../db/dialect.ts'
import { sql } from '../db/index.ts'
import type { DialectName } from '../db/types.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'

const search: HelpdeskPlugin = {
  id: 'search',
  version: '1.0.0',
  core: '^0.0.0',
  ownedTables: ['deskhand_search_fts', 'deskhand_search_visits'],
  migrations: [
    {
      id: '0001-init',
      sqlite: `create virtual table deskhand_search_fts using fts5 (body);
        insert into deskhand_search_fts (body) values ('a printer on fire');`,
      postgres: `create table deskhand_search_visits (seen_at date not null) partition by range (seen_at);
        create table deskhand_search_visits_2026 partition of deskhand_search_visits
          for values from ('2026-01-01') to ('2027-01-01');
        create table deskhand_search_visits_later partition of deskhand_search_visits default
          partition by range (seen_at);
        create table deskhand_search_visits_2027 partition of deskhand_search_visits_later
          for values from ('2027-01-01') to ('2028-01-01');`,
    },
  ],
  setup: () => ({ api: () => ({}) }),
}

/** What the migration makes: the table that the plugin owns first, and what belongs to it. */
const made: Record<DialectName, readonly string[]> = {
  sqlite: ['', '_config', '_content', '_data', '_docsize', '_idx'].map(
    (part) => `deskhand_search_fts${part}`,
  ),
  postgres: ['', '_2026', '_2027', '_later'].map((part) => `deskhand_search_visits${part}`),
}

describe.each(engines)('tables that a plugin owns on $name', (engine) => {
  let desk: TestHelpdesk<readonly [typeof search]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [search] })
  })
  afterAll(() => desk.close())

  async function doctorWith(plugins: readonly HelpdeskPlugin[]) {
    const helpdesk = createHelpdesk({
      database: desk.storage,
      secret: 'a secret that is only good for tests',
      authenticate: () => null,
      clock: desk.clock,
      plugins,
    })
    return helpdesk.doctor()
  }

  it('are real', async () => {
    const tables =
      engine.name === 'sqlite'
        ? sql`select name from sqlite_master where type = 'table' and name like '%search%' order by name`
        : sql`select tablename as name from pg_tables where tablename like '%search%' order by 1`
    const found = await rows<{ name: string }>(desk.storage.db, tables)
    expect(found.map(({ name }) => name)).toEqual(made[engine.name])
  })

  it('are no finding, nor is what belongs to them', async () => {
    expect(await desk.helpdesk.doctor()).toEqual([])
  })

  it('may be named one by one', async () => {
    const ownedTables = Object.values(made).flat()
    expect(await doctorWith([{ ...search, ownedTables }])).toEqual([])
  })

  it.each<[string, readonly HelpdeskPlugin[]]>([
    ['the plugin is gone', []],
    ['nobody owns them', [{ ...search, ownedTables: [] }]],
  ])('are one finding, which names what to drop, when %s', async (_when, plugins) => {
    const [table] = made[engine.name]
    expect(await doctorWith(plugins)).toEqual([
      {
        code: 'table_without_plugin',
        detail: expect.stringContaining(`No installed plugin owns the table "${table}".`),
      },
    ])
  })

  it('go with the table that is named', async () => {
    const [table] = made[engine.name]
    await desk.storage.execute(desk.storage.db, `drop table ${table}`)
    expect(await doctorWith([])).toEqual([])
  })
})
