/** Statements on a `pg` connection or on the session of a drizzle database. */
import { PgDialect } from 'drizzle-orm/pg-core'
import type { ClientBase, Pool } from 'pg'
import type { Executor, Session } from '../handle.ts'

const INT8 = 20

const executors = new WeakMap<object, Executor>()

/** One executor for each connection: drizzle's session is built once, and statements take turns. */
function cached(key: object, create: () => Executor): Executor {
  const executor = executors.get(key) ?? create()
  executors.set(key, executor)
  return executor
}

export function executorOfClient(client: ClientBase | Pool): Executor {
  return cached(client, () => {
    let session: Promise<Session> | undefined
    return createExecutor(
      () => {
        session ??= nodePostgresSession(client)
        return session
      },
      (text) => client.query(text),
    )
  })
}

/** The session of a drizzle database or transaction, with the driver it was made for. */
export interface DrizzleSession extends Session {
  readonly client: {
    /** PGlite */
    exec?(text: string): Promise<unknown>
    /** postgres.js */
    unsafe?(text: string): Promise<unknown>
    /** pg */
    query?(text: string): Promise<unknown>
    /** A pool of pg. */
    readonly totalCount?: number
  }
}

export function executorOfSession(session: DrizzleSession): Executor {
  return cached(session, () =>
    createExecutor(
      () => session,
      (text) => {
        const { client } = session
        if (client.exec) return client.exec(text)
        if (client.unsafe) return client.unsafe(text)
        if (client.query) return client.query(text)
        throw new TypeError('This drizzle driver has no way to run several statements at once.')
      },
    ),
  )
}

function createExecutor(
  session: () => Session | Promise<Session>,
  execute: (text: string) => Promise<unknown>,
): Executor {
  return {
    session,
    async rows(query) {
      const statement = (await session()).prepareQuery(query, undefined, undefined, false)
      return objectsOf(await statement.execute?.())
    },
    async arrays(query) {
      const statement = (await session()).prepareQuery(query, undefined, undefined, true, asTheyAre)
      return (await statement.execute?.()) as unknown[][]
    },
    async execute(text) {
      await execute(text)
    },
  }
}

// Loaded when needed, because it imports `pg`, which a host with another driver doesn't have.
async function nodePostgresSession(client: ClientBase | Pool): Promise<Session> {
  const { NodePgSession } = await import('drizzle-orm/node-postgres')
  return new NodePgSession(client as Pool, new PgDialect(), undefined) as unknown as Session
}

/** What drizzle would map to fields. */
function asTheyAre(rows: unknown[][]): unknown[][] {
  return rows
}

interface Result {
  readonly rows: Record<string, unknown>[]
  readonly fields?: readonly { readonly name: string; readonly dataTypeID: number }[]
}

/** Eight-byte integers come as text; all of ours are safe numbers. */
function objectsOf(result: unknown): object[] {
  const { rows, fields = [] } = Array.isArray(result) ? { rows: result } : (result as Result)
  const integers = fields.filter((field) => field.dataTypeID === INT8).map((field) => field.name)
  if (integers.length === 0) return rows
  return rows.map((row) => {
    const numbers = integers.map((name) => [name, row[name] === null ? null : Number(row[name])])
    return { ...row, ...Object.fromEntries(numbers) }
  })
}
