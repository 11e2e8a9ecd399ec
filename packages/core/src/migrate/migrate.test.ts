import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engines, type TestDatabase } from '../../test/support/storages.ts'
import { tableNames } from '../db/dialect.ts'
import { rows, sql } from '../db/index.ts'
import type { Storage } from '../db/types.ts'
import { MigrationError } from './errors.ts'
import { migrate, pendingMigrations } from './migrate.ts'
import type { MigrationSource } from './plan.ts'
import type { Migration } from './types.ts'

const now = () => new Date('2026-01-02T03:04:05.006Z')

function migration(id: string, text: string, more: Partial<Migration> = {}): Migration {
  return { id, postgres: text, sqlite: text, ...more }
}

const core: MigrationSource = {
  plugin: 'core',
  migrations: [
    migration('0001-init', 'create table one (x text); create index one_x on one (x);'),
    migration('0002-two', "create table two (x text); insert into two values ('it''s')"),
  ],
}
const tags: MigrationSource = {
  plugin: 'tags',
  migrations: [migration('0001-init', 'create table three as select x from two')],
}

describe.each(engines)('migrations on $name', ({ name, create }) => {
  let database: TestDatabase
  let storage: Storage

  beforeEach(async () => {
    database = await create()
    storage = database.open()
  })
  afterEach(() => database.dispose())

  const ledger = () =>
    rows(storage.db, sql`select plugin, id from deskhand_migrations order by plugin, id`)
  const everything = [
    { plugin: 'core', id: '0001-init' },
    { plugin: 'core', id: '0002-two' },
    { plugin: 'tags', id: '0001-init' },
  ]

  it('apply in order, once', async () => {
    expect(await pendingMigrations(storage, [core, tags])).toEqual(everything)
    const { applied } = await migrate(storage, [core, tags], { now })
    expect(applied).toEqual(everything)
    expect(await ledger()).toEqual(everything)
    expect(await rows(storage.db, sql`select x from three`)).toEqual([{ x: "it's" }])
    const again = await migrate(storage, [core, tags], { now })
    expect(again).toEqual({ applied: [], sql: '' })
    expect(await pendingMigrations(storage, [core, tags])).toEqual([])
  })

  it('are applied once by several starters at once', async () => {
    const starters = [storage, database.open(), database.open(), database.open()]
    const results = await Promise.all(
      starters.map((starter) => migrate(starter, [core, tags], { now })),
    )
    const applied = results.flatMap((result) => result.applied)
    expect(applied).toHaveLength(3)
    expect(applied).toEqual(expect.arrayContaining(everything))
    expect(await rows(storage.db, sql`select x from two`)).toHaveLength(1)
  })

  it('leave nothing behind when one fails, say which one, and go on from there', async () => {
    const broken = migration(
      '0001-init',
      'create table three (x text); create index three_x on three (x); insert into nowhere values (1)',
    )
    const plugin = { plugin: 'tags', migrations: [broken] }
    const error: unknown = await migrate(storage, [core, plugin], { now }).catch((reason) => reason)
    expect(error).toBeInstanceOf(MigrationError)
    const reason =
      name === 'sqlite' ? 'no such table: nowhere' : 'relation "nowhere" does not exist'
    const { message, cause } = error as MigrationError
    expect(message).toBe(
      `The migration "0001-init" of "tags" failed: ${reason}. Nothing of it was applied, and the migrations before it stay applied. ` +
        'Fix the cause in the database, or install a version with a corrected migration. Then call helpdesk.migrate() again.',
    )
    expect((cause as Error).message).toBe(reason)
    expect(await ledger()).toEqual(everything.slice(0, 2))
    expect(await tableNames(storage.db, 'three')).toEqual([])
    await migrate(storage, [core, tags], { now })
    expect(await ledger()).toEqual(everything)
  })

  it.each([
    ['create table', 'create table nothing (x text); select nowhere from nothing'],
    ['drop table', 'drop table one; insert into nowhere values (1)'],
    ['alter table', 'alter table one add column y text; insert into nowhere values (1)'],
    ['insert', "insert into one values ('x'); insert into nowhere values (1)"],
  ])('undo %s when a later statement fails', async (_what, text) => {
    await migrate(storage, [{ ...core, migrations: core.migrations.slice(0, 1) }], { now })
    const failing = { plugin: 'tags', migrations: [migration('0001-init', text)] }
    await expect(migrate(storage, [failing], { now })).rejects.toThrow(
      /"0001-init" of "tags" failed: .*Nothing of it was applied/,
    )
    expect(await tableNames(storage.db, 'nothing')).toEqual([])
    // All columns of the table, as it was.
    expect(await rows(storage.db, sql`select * from one`)).toEqual([])
    await storage.execute(storage.db, "insert into one values ('y')")
    expect(await rows(storage.db, sql`select * from one`)).toEqual([{ x: 'y' }])
    expect(await ledger()).toEqual(everything.slice(0, 1))
  })

  it('are printed by a dry run, which changes nothing', async () => {
    const { applied, sql: text } = await migrate(storage, [core, tags], { now, dryRun: true })
    expect(applied).toEqual([])
    expect(await pendingMigrations(storage, [core, tags])).toEqual(everything)
    expect(text).toContain('create table if not exists deskhand_migrations')
    expect(text).toContain('-- tags 0001-init\ninsert into deskhand_migrations')

    await storage.execute(storage.db, text)
    expect(await pendingMigrations(storage, [core, tags])).toEqual([])
    const [row] = await rows<{ applied_at: string | number | Date }>(
      storage.db,
      sql`select applied_at from deskhand_migrations`,
    )
    expect(new Date(row?.applied_at ?? 0)).toEqual(now())
  })

  it('must not change afterwards', async () => {
    await migrate(storage, [core], { now })
    const changed = { ...core, migrations: [migration('0001-init', 'create table other (x text)')] }
    const attempt = migrate(storage, [changed], { now })
    await expect(attempt).rejects.toThrow(MigrationError)
    await expect(attempt).rejects.toThrow(/put the change into a new migration/)
    await expect(pendingMigrations(storage, [changed])).rejects.toThrow(MigrationError)
  })

  it('may be unknown to older code, unless they break it', async () => {
    const older = { ...core, migrations: core.migrations.slice(0, 1) }
    await migrate(storage, [core], { now })
    await migrate(storage, [older], { now })

    const breaking = migration('0003-break', 'drop table two', { breaking: true })
    await migrate(storage, [{ ...core, migrations: [...core.migrations, breaking] }], { now })
    await expect(migrate(storage, [older], { now })).rejects.toThrow(
      /The database is ahead of this code: .*"core".*"0003-break".*Start that version/,
    )
    // A plugin that was removed altogether is not older code.
    await migrate(storage, [tags], { now, dryRun: true })
  })

  it.runIf(name === 'sqlite')(
    'rebuild a table without losing the rows that point to it',
    async () => {
      const parents = `
      create table parents (id integer primary key); insert into parents values (1);
      create table children (parent integer references parents (id) on delete cascade);
      insert into children values (1);`
      const rebuild = `
      create table new_parents (id integer primary key, name text);
      insert into new_parents select id, 'x' from parents;
      drop table parents; alter table new_parents rename to parents;`
      const source = {
        plugin: 'core',
        migrations: [migration('0001-init', parents), migration('0002-rebuild', rebuild)],
      }
      await migrate(storage, [source], { now })
      expect(await rows(storage.db, sql`select * from children`)).toEqual([{ parent: 1 }])
      await storage.execute(storage.db, 'delete from parents')
      expect(await rows(storage.db, sql`select * from children`)).toEqual([])
    },
  )
})
