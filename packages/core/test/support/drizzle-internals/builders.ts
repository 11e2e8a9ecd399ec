/** The internals of the query builders: how they use their dialect and their session. */
import { eq, type SQL } from 'drizzle-orm'
import { PgDatabase, PgDialect, unionAll } from 'drizzle-orm/pg-core'
import { BaseSQLiteDatabase, SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core'
import { expect, vi } from 'vitest'
import { createBuilders } from '../../../src/db/drizzle/builders.ts'
import { deferredSession } from '../../../src/db/drizzle/session.ts'
import { createSqliteDialect } from '../../../src/db/drizzle/sqlite-dialect.ts'
import { type Internals, letters, other } from './internal.ts'

type Database = PgDatabase<never>

function postgres(dialect: PgDialect, session: object = {}): Database {
  return new PgDatabase(dialect, session as never, undefined)
}

function sqlite(dialect: SQLiteAsyncDialect, session: object = {}): Database {
  const database = new BaseSQLiteDatabase('async', dialect, session as never, undefined)
  return database as unknown as Database
}

function joined(db: Database) {
  const fields = { id: letters.id, other: { id: other.id } }
  return db.select(fields).from(letters).leftJoin(other, eq(other.id, letters.id))
}

function united(db: Database) {
  const part = () => db.select({ id: letters.id }).from(letters)
  return unionAll(part(), part()).orderBy(letters.id)
}

/** The argument with which a builder calls a method of drizzle's own SQLite dialect. */
function given(method: string, build: (db: Database) => { getSQL(): SQL }): unknown {
  const dialect = new SQLiteAsyncDialect()
  const called = vi.spyOn(dialect as unknown as Record<string, (given: unknown) => SQL>, method)
  build(sqlite(dialect)).getSQL()
  return called.mock.calls[0]?.[0]
}

const ours = () => sqlite(createSqliteDialect())

/** Checks the query that builders pass to a session which runs nothing. */
async function expectInsertion(dialect: 'postgres' | 'sqlite', text: RegExp) {
  const prepareQuery = vi.fn((..._query: unknown[]) => ({
    execute: async () => [],
    run: async () => [],
  }))
  const session = deferredSession((statement) => statement({ prepareQuery }))
  await createBuilders(dialect, session).insert(letters).values({ subject: 'a' })
  expect(prepareQuery).toHaveBeenCalledOnce()
  const query = { sql: expect.stringMatching(text), params: ['a'] }
  expect(prepareQuery.mock.calls[0]?.[0]).toMatchObject(query)
}

export const builders: Internals = {
  'compile.ts': {
    sqlToQuery: {
      means: 'the builders compile with this method of their dialect, which is replaced',
      elsewhere: false,
      check() {
        const replaced = { sqlToQuery: () => ({ sql: 'replaced', params: [] }) }
        for (const db of [
          postgres(Object.assign(new PgDialect(), replaced)),
          sqlite(Object.assign(new SQLiteAsyncDialect(), replaced)),
        ]) {
          expect(db.select().from(letters).toSQL().sql).toBe('replaced')
        }
      },
    },
  },
  'sqlite-dialect.ts': {
    buildJoins: {
      means: 'builders call it on their dialect with joins, whose `table` may be an SQL as well',
      check() {
        const [join] = given('buildJoins', joined) as [{ table: unknown }]
        expect(join.table === other).toBe(true)
        expect(joined(ours()).toSQL().sql).toMatch(/ left join "letters" "other" on /)
      },
    },
    buildSetOperationQuery: {
      means:
        'a union calls it with `leftSelect`, and a `rightSelect` and `orderBy` in `setOperator`',
      check() {
        const select = { getSQL: expect.any(Function) }
        expect(given('buildSetOperationQuery', united)).toMatchObject({
          leftSelect: select,
          setOperator: { rightSelect: select, orderBy: [letters.id] },
        })
        expect(united(ours()).toSQL().sql).toMatch(
          /^select \* from \(select .+\) union all select \* from \(select .+\) order by "id"$/,
        )
      },
    },
  },
  'builders.ts': {
    'new PgDatabase': {
      means:
        'it takes a dialect and a session, and its builders hand compiled queries to the session',
      check: () =>
        expectInsertion('postgres', /^insert into "letters" .+ values \(default, \$1, default\)$/),
    },
    'new BaseSQLiteDatabase': {
      means:
        'it takes a result kind, a dialect and a session, and its builders take tables of pgTable()',
      check: () =>
        expectInsertion('sqlite', /^insert into "letters" .+ values \(null, \?, null\)$/),
    },
  },
  'session.ts': {
    setToken: {
      means: "Postgres' select runs what this method of the prepared statement returns",
      async check() {
        const prepared = { setToken: () => ({ execute: async () => ['returned'] }) }
        const db = postgres(new PgDialect(), { prepareQuery: () => prepared })
        expect(await db.select().from(letters)).toEqual(['returned'])
      },
    },
    prepareOneTimeQuery: {
      means: "SQLite's builders prepare what runs once with this method of the session",
      async check() {
        const prepared = { all: async () => ['prepared'] }
        const db = sqlite(new SQLiteAsyncDialect(), { prepareOneTimeQuery: () => prepared })
        expect(await db.select().from(letters)).toEqual(['prepared'])
      },
    },
    execute: {
      means: 'builders run a prepared statement by its execute, all, get, run or values',
      elsewhere: false,
      async check() {
        const prepared = new Proxy({}, { get: (_, method) => async () => method })
        const session = deferredSession((run) => run({ prepareQuery: () => prepared }))
        const used = {
          postgres: ['execute', 'execute', 'execute'],
          sqlite: ['all', 'run', 'execute'],
        }
        for (const dialect of ['postgres', 'sqlite'] as const) {
          const db = createBuilders(dialect, session)
          const selection = await db.select().from(letters)
          const insertion = await db.insert(letters).values({ subject: 'a' })
          expect([selection, insertion, await db.delete(letters)]).toEqual(used[dialect])
        }
      },
    },
  },
}
