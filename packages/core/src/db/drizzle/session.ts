/** The session that drizzle's query builders hand their compiled statements to. */

const METHODS = ['execute', 'all', 'get', 'run', 'values'] as const

/** What the builders need of a prepared statement; the databases differ in the methods used. */
interface Prepared extends Partial<Record<(typeof METHODS)[number], Run>> {
  joinsNotNullableMap?: unknown
  setToken?(token: unknown): Prepared
}
type Run = (...values: unknown[]) => Promise<unknown>

export interface Session {
  prepareQuery(...query: unknown[]): Prepared
}

/** A session that asks `run` for the real one when a statement runs, not when it is built. */
export function deferredSession(
  run: (statement: (session: Session) => Promise<unknown>) => Promise<unknown>,
) {
  function prepareQuery(...query: unknown[]): Prepared {
    const prepared: Prepared = { setToken: () => prepared }
    for (const method of METHODS) {
      prepared[method] = (...values) =>
        run(async (session) => {
          const statement = session.prepareQuery(...query)
          statement.joinsNotNullableMap = prepared.joinsNotNullableMap
          return statement[method]?.(...values)
        })
    }
    return prepared
  }
  return { prepareQuery, prepareOneTimeQuery: prepareQuery }
}
