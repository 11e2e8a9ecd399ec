/** The session to which drizzle's query builders pass their compiled statements. */

const METHODS = ['execute', 'all', 'get', 'run', 'values'] as const

/** The part of a prepared statement that the builders use. Each database uses other methods. */
interface Prepared extends Partial<Record<(typeof METHODS)[number], Run>> {
  joinsNotNullableMap?: unknown
  setToken?(token: unknown): Prepared
}
type Run = (...values: unknown[]) => Promise<unknown>

export interface Session {
  prepareQuery(...query: unknown[]): Prepared
}

/** A session that gets the real session from `run` when a statement runs, not when it is built. */
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
