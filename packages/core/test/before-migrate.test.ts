/** What a host hears that calls its helpdesk before `migrate()`, and what the check costs after it. */
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rows, sql } from '../src/db/index.ts'
import type { Storage } from '../src/db/types.ts'
import { createHelpdesk, type HelpdeskPlugin, MigrationError } from '../src/index.ts'
import type { Call } from '../src/plugin/index.ts'
import { postgres } from '../src/postgres.ts'
import { sqlite } from '../src/sqlite.ts'
import { freshPostgres } from './support/databases.ts'
import { testSecret } from './support/helpdesk.ts'
import { person } from './support/people.ts'
import { recordStatements } from './support/statements.ts'
import { engines, type TestDatabase } from './support/storages.ts'

const ada = person('ada')
const draft = { subject: 'Help', description: 'x' }
const message =
  'The database lacks the migrations core/0001-init, notes/0001-init. Call `await helpdesk.migrate()` before serving.'

/** A plugin that reads and writes in every way that a call offers. */
const notes = {
  id: 'notes' as const,
  version: '1.0.0',
  core: '^0.0.0',
  migrations: [
    {
      id: '0001-init',
      postgres: 'create table deskhand_notes (x text)',
      sqlite: 'create table deskhand_notes (x text)',
    },
  ],
  setup: () => ({
    api: (call: Call) => ({
      name: () => 'notes',
      read: () => rows(call.db, sql`select x from deskhand_notes`),
      readAsSystem: () => rows(call.asSystem().db, sql`select x from deskhand_notes`),
      write: () =>
        call.transaction((inner) => rows(inner.db, sql`insert into deskhand_notes values ('x')`)),
    }),
  }),
} satisfies HelpdeskPlugin

function open(database: Storage) {
  return createHelpdesk({ database, secret: testSecret, authenticate: () => ada, plugins: [notes] })
}

describe.each(engines)('before migrate() on $name', (engine) => {
  let database: TestDatabase
  let helpdesk: ReturnType<typeof open>

  beforeEach(async () => {
    database = await engine.create()
    helpdesk = open(database.open())
  })
  afterEach(async () => {
    await helpdesk.close()
    await database.dispose()
  })

  async function refused(work: () => Promise<unknown>): Promise<void> {
    const error: unknown = await work().then(
      () => 'It worked.',
      (reason) => reason,
    )
    expect(error).toBeInstanceOf(MigrationError)
    expect((error as Error).message).toBe(message)
  }

  it.each<[string, (api: ReturnType<typeof helpdesk.as>) => Promise<unknown>]>([
    ['reads', ({ tickets }) => tickets.list()],
    ['writes', ({ tickets }) => tickets.create(draft)],
    ['reads of plugins', (api) => api.notes.read()],
    ['reads of plugins as the system', (api) => api.notes.readAsSystem()],
    ['writes of plugins', (api) => api.notes.write()],
  ])('refuses %s, in a transaction of the host too', async (_what, work) => {
    await refused(() => work(helpdesk.as(ada)))
    await helpdesk.transaction(async (tx) => {
      await refused(() => work(helpdesk.as(ada, { tx })))
      await refused(() => work(helpdesk.as(ada)))
    })
  })

  it('answers what needs no database', () => {
    expect(helpdesk.as(ada).notes.name()).toBe('notes')
  })

  it('leaves the transaction of the host whole', async () => {
    const tell = (tx: unknown, text: string) =>
      engine.name === 'postgres'
        ? (tx as pg.PoolClient).query(text)
        : (tx as { database: DatabaseSync }).database.exec(text)
    await helpdesk.transaction(async (tx) => {
      await refused(() => helpdesk.as(ada, { tx }).tickets.create(draft))
      await tell(tx, 'create table kept (x text)')
    })
    await helpdesk.transaction(async (tx) => tell(tx, 'select x from kept'))
  })

  it('works with what the host kept from before', async () => {
    const { tickets, notes: kept } = helpdesk.as(ada)
    await refused(() => tickets.list())
    await helpdesk.migrate()
    await tickets.create(draft)
    await kept.write()
    expect((await tickets.list()).data).toHaveLength(1)
    expect(await kept.readAsSystem()).toEqual([{ x: 'x' }])
  })

  it('looks at the database until it is up to date, and never again', async () => {
    await helpdesk.migrate()
    const early = helpdesk.as(ada).tickets
    const looksOf = async (work: () => Promise<unknown>) => {
      const statements = await recordStatements(engine.name, work)
      expect(statements.length).toBeGreaterThan(0)
      return statements.filter(({ sql: text }) => text.includes('deskhand_migrations')).length
    }
    expect(await looksOf(() => helpdesk.as(ada).tickets.list())).toBeGreaterThan(0)
    expect(await looksOf(() => helpdesk.as(ada).tickets.list())).toBe(0)
    expect(await looksOf(() => helpdesk.as(ada).tickets.create(draft))).toBe(0)
    expect(await looksOf(() => early.list())).toBe(0)
    await helpdesk.transaction(async (tx) => {
      expect(await looksOf(() => helpdesk.as(ada, { tx }).tickets.create(draft))).toBe(0)
    })
  })
})

describe('the check does not wait for', () => {
  it('a connection, where every one is in a transaction of the host', async () => {
    const fresh = await freshPostgres()
    const pool = new pg.Pool({ connectionString: fresh.url, max: 2 })
    const helpdesk = open(postgres({ pool }))
    const clients = await Promise.all([pool.connect(), pool.connect()])
    for (const tx of clients) {
      await tx.query('begin')
      await expect(helpdesk.as(ada, { tx }).tickets.list()).rejects.toThrow(message)
      await expect(helpdesk.as(ada, { tx }).tickets.create(draft)).rejects.toThrow(message)
      await tx.query('commit')
    }
    for (const client of clients) client.release()
    await helpdesk.close()
    await pool.end()
    await fresh.drop()
  })

  it("the host's own transaction on the connection that it shares", async () => {
    const connection = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true })
    const helpdesk = open(sqlite({ database: connection }))
    connection.exec('begin')
    const api = helpdesk.as(ada, { tx: connection })
    await expect(api.tickets.list()).rejects.toThrow(message)
    await expect(api.tickets.create(draft)).rejects.toThrow(message)
    connection.exec('commit')
    await helpdesk.close()
    connection.close()
  })
})
