/** Runs the statements of a recorded request again, on the same driver and in the same way. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import pg from 'pg'
import type { EngineName, Place } from '../databases/place.ts'
import type { Statement } from './record.ts'
import type { Fill, Fresh } from './template.ts'

interface Step extends Omit<Statement, 'parameters'> {
  readonly parameters: readonly Fill[]
}

export interface Replayer {
  readonly engine: EngineName
  /** Makes a function that runs these statements, one after the other. */
  prepare(steps: readonly Step[]): (fresh: Fresh) => unknown
  close(): Promise<void>
}

const isCounter = (sql: string) => /insert into "?deskhand_counters/i.test(sql)

export function createReplayer(place: Place): Replayer {
  return place.engine === 'sqlite' ? onSqlite(place.file) : onPostgres(place.url)
}

function onSqlite(file: string): Replayer {
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  return {
    engine: 'sqlite',
    close: async () => database.close(),
    prepare(steps) {
      const prepared = steps.map(({ sql, parameters }) => {
        const statement = database.prepare(sql)
        statement.setReturnArrays(true)
        return { statement, parameters, counts: isCounter(sql) }
      })
      return (fresh) => {
        for (const { statement, parameters, counts } of prepared) {
          const values = parameters.map((fill) => fill(fresh) as SQLInputValue)
          const rows = statement.all(...values) as unknown as unknown[][]
          if (counts) fresh.number = Number(rows[0]?.[0])
        }
      }
    },
  }
}

function onPostgres(url: string): Replayer {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  return {
    engine: 'postgres',
    close: () => pool.end(),
    prepare(steps) {
      const queries = steps.map(({ sql, parameters, shape }) => {
        return { sql, config: { ...shape, text: sql }, parameters, counts: isCounter(sql) }
      })
      return async (fresh) => {
        let client: pg.PoolClient | undefined
        try {
          for (const { sql, config, parameters, counts } of queries) {
            if (/^begin/i.test(sql)) client = await pool.connect()
            const values = parameters.map((fill) => fill(fresh))
            const { rows } = await (client ?? pool).query({ ...config, values })
            if (counts) fresh.number = Number(Object.values(rows[0] as object)[0])
            if (/^commit/i.test(sql)) {
              client?.release()
              client = undefined
            }
          }
        } catch (error) {
          client?.release(true)
          throw error
        }
      }
    },
  }
}
