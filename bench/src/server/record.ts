/** Records what reaches the database of this process, transactions included. */
import { DatabaseSync, StatementSync } from 'node:sqlite'
import pg from 'pg'
import type { EngineName } from '../databases/place.ts'

export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** How `pg` was asked to give the rows back. */
  readonly shape?: Pick<pg.QueryArrayConfig, 'rowMode' | 'types'>
}

export async function recordStatements<T>(
  engine: EngineName,
  work: () => Promise<T>,
): Promise<{ statements: readonly Statement[]; result: T }> {
  const statements: Statement[] = []
  const restore = engine === 'sqlite' ? spyOnSqlite(statements) : spyOnPostgres(statements)
  try {
    return { result: await work(), statements }
  } finally {
    restore()
  }
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

function spyOnSqlite(statements: Statement[]): () => void {
  const restores = [
    ...['all', 'get', 'run', 'iterate'].map((name) =>
      spyOn(StatementSync.prototype, name, (self, parameters) =>
        statements.push({ sql: (self as StatementSync).sourceSQL, parameters }),
      ),
    ),
    spyOn(DatabaseSync.prototype, 'exec', (_self, [sql]) =>
      statements.push({ sql: String(sql), parameters: [] }),
    ),
  ]
  return () => {
    for (const restore of restores) restore()
  }
}

function spyOnPostgres(statements: Statement[]): () => void {
  return spyOn(pg.Client.prototype, 'query', (_self, [config, given]) => {
    if (typeof config === 'string') {
      statements.push({ sql: config, parameters: Array.isArray(given) ? given : [] })
      return
    }
    const { text, values, rowMode, types } = config as pg.QueryArrayConfig
    const parameters = values ?? (Array.isArray(given) ? given : [])
    statements.push({ sql: text, parameters, shape: { rowMode, types } })
  })
}
