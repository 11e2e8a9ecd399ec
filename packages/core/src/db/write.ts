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
  type Query,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { slotOf } from './drizzle/placeholders.ts'
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

/** Where the value of a parameter comes from: a property of one of the given rows. */
interface Origin {
  readonly row: number
  readonly property: string
}

interface Text {
  readonly query: Query
  /** Gives the parameters, in the order of the text. */
  readonly bind: (rows: readonly Values[]) => unknown[]
}

export function rowWriter<Table extends PgTable>(table: Table): RowWriter<Table> {
  const shape = shapeOf(table)
  const columns = getTableColumns(table) as Readonly<Record<string, PgColumn>>
  const texts = new Map<string, Text>()

  /** Runs the statement that `build` makes of placeholders for the properties of `rows`. */
  async function run(
    db: Database,
    kind: string,
    rows: readonly Values[],
    build: (places: readonly Record<string, SQLWrapper>[]) => SQL,
  ): Promise<unknown[][]> {
    const internals = internalsOf(db)
    internals.checkWrite?.(table)
    const name = `${db.dialect} ${kind} ${rows.map((row) => Object.keys(row).join()).join(' ')}`
    let text = texts.get(name)
    if (!text) {
      text = textOf(internals.compile(build(rows.map(placesOf))))
      if (texts.size < mostTexts) texts.set(name, text)
    }
    return internals.arrays({ ...text.query, params: text.bind(rows) })
  }

  return {
    async insert(db, given) {
      await run(db, 'insert', given.map(defined), (places) =>
        db
          .insert(table)
          .values(places as never)
          .getSQL(),
      )
    },
    async insertOne(db, given) {
      const [row] = await run(db, 'insert returning', [defined(given)], (places) =>
        db
          .insert(table)
          .values(places as never)
          .returning()
          .getSQL(),
      )
      return shape.decode(row as unknown[]) as InferSelectModel<Table>
    },
    async updateOne(db, key, changes) {
      const [row] = await run(db, 'update', [key as Values, defined(changes)], ([keys, places]) => {
        const equals = Object.entries(keys as object).map(([property, place]) =>
          eq(columns[property] as PgColumn, place),
        )
        return db
          .update(table)
          .set(places as never)
          .where(and(...equals))
          .returning()
          .getSQL()
      })
      return row && (shape.decode(row) as InferSelectModel<Table>)
    },
  }
}

function defined(row: object): Values {
  for (const property in row) {
    if ((row as Values)[property] === undefined) return withoutUndefined(row)
  }
  return row as Values
}

function withoutUndefined(row: object): Values {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))
}

/** A row number and a property, as the name of a placeholder. */
function placesOf(row: Values, index: number): Record<string, SQLWrapper> {
  return Object.fromEntries(
    Object.keys(row).map((property) => [property, sql.placeholder(`${index}.${property}`)]),
  )
}

function originOf(name: string): Origin {
  const dot = name.indexOf('.')
  return { row: Number(name.slice(0, dot)), property: name.slice(dot + 1) }
}

function textOf(query: Query): Text {
  const bindings = query.params.map(bindingOf)
  return { query, bind: (rows) => bindings.map((binding) => binding(rows)) }
}

function bindingOf(param: unknown): (rows: readonly Values[]) => unknown {
  const slot = slotOf(param)
  if (!slot) return () => param
  const { encode } = slot
  const { row, property } = originOf(slot.name)
  return (rows) => encode(rows[row]?.[property])
}
