/** Records the statements that reach a database, with their parameters. */
import { StatementSync } from 'node:sqlite'
import pg from 'pg'
import type { DialectName } from '../../src/db/types.ts'

export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/**
 * Runs `work` and gives every statement that was executed meanwhile in this process. `work` may look
 * at what has been recorded so far.
 */
export async function recordStatements(
  dialect: DialectName,
  work: (recorded: readonly Statement[]) => Promise<unknown>,
): Promise<Statement[]> {
  const recorded: Statement[] = []
  const restore = dialect === 'sqlite' ? spyOnSqlite(recorded) : spyOnPostgres(recorded)
  try {
    await work(recorded)
  } finally {
    restore()
  }
  return recorded.filter(({ sql }) => !/^\s*(begin|commit|savepoint|release|pragma)/i.test(sql))
}

type AnyFunction = (this: unknown, ...parameters: unknown[]) => unknown

/** Replaces a method until the returned function puts it back. */
function spyOn(owner: object, name: string, see: (self: unknown, parameters: unknown[]) => void) {
  const methods = owner as Record<string, AnyFunction>
  const original = methods[name] as AnyFunction
  methods[name] = function (...parameters) {
    see(this, parameters)
    return original.apply(this, parameters)
  }
  return () => {
    methods[name] = original
  }
}

function spyOnSqlite(recorded: Statement[]): () => void {
  const restores = ['all', 'get', 'run', 'iterate'].map((name) =>
    spyOn(StatementSync.prototype, name, (self, parameters) =>
      recorded.push({ sql: (self as StatementSync).sourceSQL, parameters }),
    ),
  )
  return () => {
    for (const restore of restores) restore()
  }
}

function spyOnPostgres(recorded: Statement[]): () => void {
  return spyOn(pg.Client.prototype, 'query', (_self, [config, given]) => {
    const { text = config, values = given } = config as { text?: string; values?: unknown }
    recorded.push({ sql: String(text), parameters: Array.isArray(values) ? values : [] })
  })
}
