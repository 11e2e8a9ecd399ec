/** The internals of drizzle's sessions, which run statements on a driver. */
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { expect, vi } from 'vitest'
import { createBuilders } from '../../../src/db/drizzle/builders.ts'
import {
  arraysOf,
  clientOf,
  nodePostgresSession,
  resultOf,
  sessionOf,
} from '../../../src/db/drizzle/postgres-session.ts'
import { deferredSession, type Session } from '../../../src/db/drizzle/session.ts'
import { sqliteSession } from '../../../src/db/drizzle/sqlite-session.ts'
import type { DialectName } from '../../../src/db/types.ts'
import { type Internals, letters, other } from './internal.ts'

const query = { sql: 'select 1', params: [] }

/** A client of `pg` that answers each query with `rows`. */
function stubClient(rows: unknown[]) {
  const client = new pg.Client()
  const asked = vi.spyOn(client, 'query').mockImplementation(async () => ({ rows }) as never)
  return { client: Object.assign(client, { release() {} }), asked }
}

function buildersOver(dialect: DialectName, session: Session) {
  return createBuilders(
    dialect,
    deferredSession((statement) => statement(session)),
  )
}

export const sessions: Internals = {
  'session.ts': {
    joinsNotNullableMap: {
      means:
        'a builder tells the prepared statement which joined rows may be missing, to give null',
      async check() {
        const postgres = await nodePostgresSession(stubClient([['a', null]]).client)
        const sqlite = sqliteSession(async () => [['a', null]])
        for (const db of [buildersOver('postgres', postgres), buildersOver('sqlite', sqlite)]) {
          const fields = { id: letters.id, other: { id: other.id } }
          const found = db.select(fields).from(letters).leftJoin(other, eq(other.id, letters.id))
          expect(await found).toEqual([{ id: 'a', other: null }])
        }
      },
    },
  },
  'sqlite-session.ts': {
    SQLiteRemoteSession: {
      means: 'it gives its callback the text and the values, and takes rows as arrays',
      elsewhere: false,
      async check() {
        const run = vi.fn(async () => [['a']])
        const db = buildersOver('sqlite', sqliteSession(run))
        const found = db.select({ id: letters.id }).from(letters).limit(2)
        expect(await found).toEqual([{ id: 'a' }])
        expect(run).toHaveBeenCalledWith(found.toSQL().sql, [2], 'arrays')
      },
    },
  },
  'postgres-session.ts': {
    NodePgSession: {
      means: 'it runs statements on the client that it is made with',
      elsewhere: false,
      async check() {
        const { client, asked } = stubClient([])
        await resultOf(await nodePostgresSession(client), query)
        expect(asked).toHaveBeenCalledOnce()
      },
    },
    prepareQuery: {
      means:
        'it takes a query, its fields, a name, whether rows are arrays, and a mapper of the rows',
      async check() {
        const { client, asked } = stubClient([[1]])
        const session = await nodePostgresSession(client)
        expect(await resultOf(session, query)).toEqual({ rows: [[1]] })
        expect(await arraysOf(session, query)).toEqual([[1]])
        expect(asked.mock.calls).toMatchObject([
          [{ text: 'select 1' }, []],
          [{ text: 'select 1', rowMode: 'array' }, []],
        ])
        expect(asked.mock.calls[0]?.[0]).not.toHaveProperty('rowMode')
      },
    },
    session: {
      means: 'a drizzle database and its transactions have their session under this name',
      elsewhere: /\b(?:db|drizzle|transaction|tx)\??\.session\b/,
      async check() {
        const db = drizzle(stubClient([]).client)
        expect(sessionOf(db)).toHaveProperty('prepareQuery')
        await db.transaction(async (tx) => {
          expect(sessionOf(tx)).toHaveProperty('prepareQuery')
        })
      },
    },
    client: {
      means: "a session has the driver's client under this name, in a transaction the one it is on",
      elsewhere: /\bsession\??\.client\b/,
      async check() {
        const { client } = stubClient([])
        const pool = new pg.Pool()
        vi.spyOn(pool, 'connect').mockImplementation(async () => client)
        const db = drizzle(pool)
        expect(clientOf(sessionOf(db) as Session) === pool).toBe(true)
        await db.transaction(async (tx) => {
          expect(clientOf(sessionOf(tx) as Session) === client).toBe(true)
        })
      },
    },
  },
}
