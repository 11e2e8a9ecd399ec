/** Derives the SQLite tables from the declared ones, for drizzle-kit to make DDL of. */
import { is, SQL, sql } from 'drizzle-orm'
import {
  getTableConfig,
  type IndexedColumn,
  type PgColumn,
  type PgTable,
} from 'drizzle-orm/pg-core'
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  type SQLiteColumn,
  SQLiteSyncDialect,
  type SQLiteTable,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'

const INTEGER = /^(timestamp|bigint|bigserial|smallint|integer|boolean)\b/
const TEXT = /^(uuid|text|jsonb)\b/

const dialect = new SQLiteSyncDialect()

type Names = readonly { readonly name: string }[]
type Picked = [SQLiteColumn, ...SQLiteColumn[]]

/** A table of the same name and columns. Foreign keys may point to tables of other packages. */
export function toSqliteTable(table: PgTable): SQLiteTable {
  const declared = getTableConfig(table)
  const columns = Object.fromEntries(declared.columns.map((column) => [column.name, build(column)]))
  return sqliteTable(declared.name, columns, (own) => {
    const pick = (names: Names) => names.map(({ name }) => own[name] as SQLiteColumn) as Picked
    return [
      ...declared.primaryKeys.map((key) =>
        primaryKey({ name: key.getName(), columns: pick(key.columns) }),
      ),
      ...declared.uniqueConstraints.map((key) => uniqueIndex(nameOf(key)).on(...pick(key.columns))),
      ...declared.columns
        .filter((column) => column.isUnique)
        .map((column) =>
          uniqueIndex(column.uniqueName as string).on(own[column.name] as SQLiteColumn),
        ),
      ...declared.indexes.map(({ config }) => {
        const start = config.unique ? uniqueIndex : index
        const keys = config.columns.map((key) => indexed(key as IndexedColumn | SQL, own))
        const built = start(nameOf(config)).on(...(keys as [SQL]))
        return config.where ? built.where(asText(config.where)) : built
      }),
      ...declared.foreignKeys.map((key) => {
        const { columns: from, foreignTable, foreignColumns } = key.reference()
        const other = getTableConfig(foreignTable).name
        const to = placeholder(other, foreignColumns)
        const built = foreignKey({
          name: key.getName(),
          columns: pick(from),
          foreignColumns: foreignColumns.map(({ name }) => to[name]) as Picked,
        })
        return built.onDelete(key.onDelete ?? 'no action').onUpdate(key.onUpdate ?? 'no action')
      }),
      ...declared.checks.map((rule) => check(rule.name, asText(rule.value))),
    ]
  })
}

function build(column: PgColumn) {
  const type = column.getSQLType()
  if (type === 'bigserial') return integer(column.name).primaryKey({ autoIncrement: true })
  const start = typed(column.name, type)
  const withNull = column.notNull ? start.notNull() : start
  const withKey = column.primary ? withNull.primaryKey() : withNull
  return column.default === undefined ? withKey : withKey.default(defaultOf(column) as never)
}

function typed(name: string, type: string) {
  if (TEXT.test(type)) return text(name)
  if (INTEGER.test(type)) return integer(name)
  throw new TypeError(`The column ${name} has the type ${type}, which SQLite has no column for.`)
}

function defaultOf(column: PgColumn): unknown {
  if (is(column.default, SQL)) return asText(column.default)
  const value = column.mapToDriverValue(column.default)
  if (value instanceof Date) return value.getTime()
  return typeof value === 'boolean' ? Number(value) : value
}

function indexed(key: IndexedColumn | SQL, own: Record<string, SQLiteColumn>) {
  if (is(key, SQL)) return asText(key)
  const name = nameOf(key)
  const isDescending = key.indexConfig?.order === 'desc'
  return isDescending ? sql`${sql.identifier(name)} desc` : own[name]
}

/** Columns without their table, and no parameters: DDL has none. */
function asText(expression: SQL): SQL {
  const query = dialect.sqlToQuery(expression, 'indexes')
  if (query.params.length > 0) {
    throw new TypeError(`Write the values into the SQL text of: ${query.sql}`)
  }
  return sql.raw(query.sql)
}

function nameOf({ name }: { name?: string }): string {
  if (!name) throw new TypeError('Name every index and constraint.')
  return name
}

/** Enough of a table for a foreign key to point to it. */
function placeholder(name: string, columns: Names): Record<string, SQLiteColumn> {
  const types = Object.fromEntries(columns.map((column) => [column.name, text(column.name)]))
  return sqliteTable(name, types) as unknown as Record<string, SQLiteColumn>
}
