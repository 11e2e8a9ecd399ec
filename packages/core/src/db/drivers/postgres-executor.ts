/** Statements on a `pg` connection or on the session of a drizzle database. */
import type { ClientBase, Pool } from 'pg'
import { arraysOf, clientOf, nodePostgresSession, resultOf } from '../drizzle/postgres-session.ts'
import type { Session } from '../drizzle/session.ts'
import type { Executor } from '../handle.ts'

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

export function executorOfSession(session: Session): Executor {
  return cached(session, () =>
    createExecutor(
      () => session,
      (text) => {
        const client = clientOf(session)
        if (client?.exec) return client.exec(text)
        if (client?.unsafe) return client.unsafe(text)
        if (client?.query) return client.query(text)
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
      return objectsOf(await resultOf(await session(), query))
    },
    async arrays(query) {
      return arraysOf(await session(), query)
    },
    async execute(text) {
      await execute(text)
    },
  }
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
