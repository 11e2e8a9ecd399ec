/** A connection without the helpdesk: the same drivers, set up in the same way. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import pg from 'pg'
import type { Place } from '../databases/place.ts'

export interface BareConnection {
  readonly engine: Place['engine']
  /** Parameters are `$1`, `$2` and so on. */
  query<Row>(text: string, parameters: readonly unknown[]): Promise<Row[]>
  transaction<Result>(work: () => Promise<Result>): Promise<Result>
  /** A moment as the database takes it. */
  time(at: Date): unknown
  close(): Promise<void>
}

export async function connectBare(place: Place): Promise<BareConnection> {
  const plain = place.engine === 'sqlite' ? onSqlite(place.file) : await onPostgres(place.url)
  return {
    ...plain,
    async transaction(work) {
      await plain.query('begin', [])
      const result = await work()
      await plain.query('commit', [])
      return result
    },
  }
}

type Plain = Omit<BareConnection, 'transaction'>

function onSqlite(file: string): Plain {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  const prepared = new Map<string, StatementSync>()
  return {
    engine: 'sqlite',
    async query<Row>(text: string, parameters: readonly unknown[]) {
      const statement = prepared.get(text) ?? database.prepare(text.replaceAll('$', '?'))
      prepared.set(text, statement)
      return statement.all(...(parameters as SQLInputValue[])) as Row[]
    },
    time: (at) => at.getTime(),
    close: async () => database.close(),
  }
}

async function onPostgres(url: string): Promise<Plain> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    engine: 'postgres',
    async query<Row>(text: string, parameters: readonly unknown[]) {
      return (await client.query(text, [...parameters])).rows as Row[]
    },
    time: (at) => at,
    close: () => client.end(),
  }
}
