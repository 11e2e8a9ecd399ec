/**
 * Writing rows of one table with statements whose text is made once for each engine and set of
 * columns: the counterpart of `read.ts`, for the few writes that most requests make.
 */
import {
  and,
  eq,
  getTableColumns,
  type InferInsertModel,
  type InferSelectModel,
  is,
  Param,
  Placeholder,
  type Query,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { internalsOf } from './handle.ts'
import { shapeOf } from './read.ts'
import type { Database } from './types.ts'

export interface RowWriter<Table extends PgTable> {
  /** One statement for all rows. */
  insert(db: Database, rows: readonly InferInsertModel<Table>[]): Promise<void>
  /** Gives the row back as the database has it. */
  insertOne(db: Database, row: InferInsertModel<Table>): Promise<InferSelectModel<Table>>
  /** Changes the row with this key; undefined when there is none. */
  updateOne(
    db: Database,
    key: Partial<InferSelectModel<Table>>,
    changes: Partial<InferSelectModel<Table>>,
  ): Promise<InferSelectModel<Table> | undefined>
}

/** Enough for every set of columns that is common. */
const mostTexts = 100

type Values = Readonly<Record<string, unknown>>

export function rowWriter<Table extends PgTable>(table: Table): RowWriter<Table> {
  const shape = shapeOf(table)
  const columns = getTableColumns(table) as Readonly<Record<string, PgColumn>>
  const queries = new Map<string, Query>()

  async function run(db: Database, kind: string, values: Values, build: () => SQL) {
    const internals = internalsOf(db)
    const name = `${db.dialect} ${kind} ${Object.keys(values).join()}`
    const query = queries.get(name) ?? internals.compile(build())
    if (queries.size < mostTexts) queries.set(name, query)
    return internals.arrays({ ...query, params: query.params.map((param) => fill(param, values)) })
  }

  function insertion(db: Database, rows: readonly Values[], isReturning: boolean): () => SQL {
    return () => {
      const places = rows.map((row, index) => placesOf(row, `${index}.`))
      const insert = db.insert(table).values(places as never)
      return (isReturning ? insert.returning() : insert).getSQL()
    }
  }

  return {
    async insert(db, given) {
      const rows = given.map(defined)
      await run(db, `insert ${rows.length}`, named(rows), insertion(db, rows, false))
    },
    async insertOne(db, given) {
      const rows = [defined(given)]
      const [row] = await run(db, 'insert returning', named(rows), insertion(db, rows, true))
      return shape.decode(row as unknown[]) as InferSelectModel<Table>
    },
    async updateOne(db, key, given) {
      const changes = defined(given)
      const equals = Object.keys(key).map((property) =>
        eq(columns[property] as PgColumn, sql.placeholder(`key.${property}`)),
      )
      const [row] = await run(
        db,
        'update',
        { ...named([changes]), ...prefixed(key as Values, 'key.') },
        () =>
          db
            .update(table)
            .set(placesOf(changes, '0.') as never)
            .where(and(...equals))
            .returning()
            .getSQL(),
      )
      return row && (shape.decode(row) as InferSelectModel<Table>)
    },
  }
}

function defined(row: object): Values {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))
}

function named(rows: readonly Values[]): Values {
  return Object.assign({}, ...rows.map((row, index) => prefixed(row, `${index}.`)))
}

function prefixed(row: Values, prefix: string): Values {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [prefix + name, value]))
}

function placesOf(row: Values, prefix: string): Record<string, Placeholder> {
  return Object.fromEntries(Object.keys(row).map((name) => [name, sql.placeholder(prefix + name)]))
}

function fill(param: unknown, values: Values): unknown {
  if (!is(param, Param)) return is(param, Placeholder) ? values[param.name] : param
  if (!is(param.value, Placeholder)) return param
  const value = values[param.value.name]
  return value === null ? null : param.encoder.mapToDriverValue(value)
}
