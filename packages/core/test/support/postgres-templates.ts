/** Postgres databases to copy, on which migrations have run: once in a test run for each set of migrations. */
import { createHash } from 'node:crypto'
import type { HelpdeskPlugin } from '@deskhand/core'
import { postgres } from '@deskhand/core/postgres'
import pg from 'pg'
import { migrate } from '../../src/migrate/migrate.ts'
import type { MigrationSource } from '../../src/migrate/plan.ts'
import { migrations } from '../../src/migrations/index.ts'

const templates = new Map<string, Promise<void>>()

/** The name of a database on which the migrations of core and of these plugins have run. */
export async function migratedTemplate(
  serverUrl: string,
  plugins: readonly HelpdeskPlugin[],
): Promise<string> {
  const sources = [
    { plugin: 'core', migrations },
    ...plugins.map(({ id, migrations: own = [] }) => ({ plugin: id, migrations: own })),
  ]
  const hash = createHash('sha256').update(JSON.stringify(sources)).digest('hex')
  const name = `template_${hash.slice(0, 32)}`
  const made = templates.get(name) ?? makeTemplate(serverUrl, name, sources)
  templates.set(name, made)
  await made
  return name
}

/** Does nothing if the template is there. Other processes that need it wait until it is. */
async function makeTemplate(
  serverUrl: string,
  name: string,
  sources: readonly MigrationSource[],
): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [name])
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 1) return
    // A process that dies before the last step leaves no half-migrated template behind.
    const unfinished = `unfinished_${name}`
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`create database ${unfinished}`)
    await migrateDatabase(serverUrl, unfinished, sources)
    await client.query(`alter database ${unfinished} rename to ${name}`)
  } finally {
    await client.end()
  }
}

async function migrateDatabase(
  serverUrl: string,
  name: string,
  sources: readonly MigrationSource[],
): Promise<void> {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const storage = postgres({ url: url.href, max: 1 })
  try {
    await migrate(storage, sources, { now: () => new Date() })
  } finally {
    await storage.close()
  }
}
