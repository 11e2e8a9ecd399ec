/** Migrated databases for tests: copies that share nothing but their beginning. */
import type { HelpdeskPlugin } from '@deskhand/core'
import type { TestDatabase } from '@deskhand/testing'
import { expect, it, onTestFinished, vi } from 'vitest'
import { rows, sql } from '../src/db/index.ts'
import { pendingMigrations } from '../src/migrate/migrate.ts'
import { migrations } from '../src/migrations/index.ts'
import { postgres, postgresUrl } from './support/databases.ts'
import { migratedTemplate } from './support/postgres-templates.ts'

/** A plugin with one table that holds one row. */
function plugin(column: string): HelpdeskPlugin {
  const text = `create table templated (${column} text); insert into templated values ('first')`
  return {
    id: 'templated',
    version: '1.0.0',
    core: '^0.0.0',
    migrations: [{ id: '0001-init', postgres: text, sqlite: text }],
    setup: () => ({ api: () => ({}) }),
  }
}

async function copy(plugins: readonly HelpdeskPlugin[]): Promise<TestDatabase> {
  const database = await postgres.createMigrated(plugins)
  onTestFinished(() => database.dispose())
  return database
}

it('have the migrations of core and of their plugins', async () => {
  const storage = (await copy([plugin('x')])).open()
  const own = plugin('x').migrations ?? []
  const sources = [
    { plugin: 'core', migrations },
    { plugin: 'templated', migrations: own },
  ]
  expect(await pendingMigrations(storage, sources)).toEqual([])
  expect(await rows(storage.db, sql`select x from templated`)).toEqual([{ x: 'first' }])
})

it('do not see what is written into another copy, also when they are made at once', async () => {
  const copies = await Promise.all([1, 2, 3].map(() => copy([plugin('y')])))
  const storages = copies.map((one) => one.open())
  for (const { db } of storages) await rows(db, sql`insert into templated values ('second')`)
  for (const { db } of storages) {
    expect(await rows(db, sql`select y from templated`)).toHaveLength(2)
  }
})

it('come from a template of their own when a migration differs', async () => {
  const url = await postgresUrl()
  const names = [[], [plugin('x')], [plugin('z')], [plugin('z')]].map((plugins) =>
    migratedTemplate(url, plugins),
  )
  const [bare, withX, withZ, again] = await Promise.all(names)
  expect(new Set([bare, withX, withZ]).size).toBe(3)
  expect(again).toBe(withZ)
})

it('have one template when several processes need it at once', async () => {
  const url = await postgresUrl()
  const processes: (typeof migratedTemplate)[] = []
  for (let count = 0; count < 3; count += 1) {
    vi.resetModules()
    processes.push((await import('./support/postgres-templates.ts')).migratedTemplate)
  }
  const names = await Promise.all(processes.map((make) => make(url, [plugin('together')])))
  expect(new Set(names).size).toBe(1)
})
