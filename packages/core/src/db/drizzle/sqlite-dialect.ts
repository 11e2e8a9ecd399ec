/**
 * Drizzle's SQLite dialect for tables that are declared with `pgTable`. Drizzle recognises only its
 * own SQLite tables in three places: aliases in joins, the order of a union, and parts of a union
 * that have an order or a limit themselves.
 */
import { Column, getTableName, is, SQL, type SQLWrapper, sql, Table } from 'drizzle-orm'
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core'
import { compilingFast } from './compile.ts'
import { isAlias, originalNameOf } from './table.ts'

interface Join {
  readonly table: unknown
}

interface SetOperation {
  readonly leftSelect: SQLWrapper
  readonly setOperator: { readonly rightSelect: SQLWrapper; readonly orderBy?: unknown[] }
}

/** Private in drizzle's types. */
interface Builders {
  buildJoins(joins: Join[] | undefined): SQL | undefined
  buildSetOperationQuery(operation: SetOperation): SQL
}

export function createSqliteDialect(): SQLiteAsyncDialect {
  const dialect = new SQLiteAsyncDialect()
  const { buildJoins, buildSetOperationQuery } = dialect as unknown as Builders
  const builders: Builders = {
    buildJoins: (joins) => buildJoins.call(dialect, joins?.map(withAlias)),
    buildSetOperationQuery: ({ leftSelect, setOperator }) =>
      buildSetOperationQuery.call(dialect, {
        leftSelect: asPart(leftSelect),
        setOperator: {
          ...setOperator,
          rightSelect: asPart(setOperator.rightSelect),
          orderBy: setOperator.orderBy?.map(byName),
        },
      }),
  }
  return compilingFast(Object.assign(dialect, builders))
}

function withAlias(join: Join): Join {
  const { table } = join
  if (!is(table, Table) || !isAlias(table)) return join
  const original = sql.identifier(originalNameOf(table))
  return { ...join, table: sql`${original} ${sql.identifier(getTableName(table))}` }
}

/** SQLite knows no parentheses around the parts of a union. */
function asPart(select: SQLWrapper): SQL {
  return sql`select * from (${select.getSQL()})`
}

/** A union is ordered by the names of its columns, which belong to no table any more. */
function byName(order: unknown): unknown {
  if (is(order, Column)) return sql.identifier(order.name)
  if (!is(order, SQL)) return order
  return new SQL(order.queryChunks.map((chunk) => byName(chunk) as typeof chunk))
}
