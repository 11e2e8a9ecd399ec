/**
 * Compiles a query to the same SQL text as drizzle's compiler, but in one pass. Drizzle's compiler tests
 * each chunk against every class and makes a query of each chunk. It still compiles the queries that have
 * a chunk of an unknown class.
 */
import {
  Column,
  getTableName,
  Name,
  Param,
  Placeholder,
  type Query,
  SQL,
  StringChunk,
  Subquery,
  Table,
  View,
} from 'drizzle-orm'
import { isAlias, schemaOf } from './table.ts'

interface Dialect {
  escapeName(name: string): string
  escapeParam(index: number): string
  sqlToQuery(query: SQL, source?: 'indexes'): Query
}

interface Draft {
  sql: string
  readonly params: unknown[]
}

/** A query of the builder inside another one. */
interface InnerQuery {
  getSQL(): SQL
  shouldOmitSQLParens?(): boolean
}

function isInnerQuery(piece: object): piece is InnerQuery {
  const isNamed = piece instanceof SQL.Aliased || piece instanceof View
  return !isNamed && 'getSQL' in piece && typeof piece.getSQL === 'function'
}

/** Makes this dialect compile in one pass. */
export function compilingFast<D extends Dialect>(dialect: D): D {
  const compileSlowly = dialect.sqlToQuery.bind(dialect)
  const columnTexts = new WeakMap<Column, string>()

  function columnText(column: Column): string {
    const known = columnTexts.get(column)
    if (known !== undefined) return known
    const text = `${tableText(column.table)}.${dialect.escapeName(column.name)}`
    columnTexts.set(column, text)
    return text
  }

  function tableText(table: Table): string {
    const own = dialect.escapeName(getTableName(table))
    const schema = schemaOf(table)
    return schema === undefined || isAlias(table) ? own : `${dialect.escapeName(schema)}.${own}`
  }

  function bind(draft: Draft, value: unknown): true {
    draft.sql += dialect.escapeParam(draft.params.length)
    draft.params.push(value)
    return true
  }

  function bindParam(draft: Draft, param: Param): boolean {
    const { value, encoder } = param
    if (value instanceof Placeholder) return bind(draft, param)
    const encoded = value === null ? null : encoder.mapToDriverValue(value)
    return encoded instanceof SQL ? write(draft, encoded) : bind(draft, encoded)
  }

  function writeText(draft: Draft, text: string): true {
    draft.sql += text
    return true
  }

  function writeList(draft: Draft, list: readonly unknown[]): boolean {
    draft.sql += '('
    const isKnown = list.every((piece, index) => {
      if (index > 0) draft.sql += ', '
      return write(draft, piece)
    })
    draft.sql += ')'
    return isKnown
  }

  /** False when there is a piece that is not known here. */
  function write(draft: Draft, piece: unknown): boolean {
    if (piece === undefined) return true
    if (typeof piece === 'function') return false
    if (piece === null || typeof piece !== 'object') return bind(draft, piece)
    switch (piece.constructor) {
      case StringChunk:
        return writeText(draft, (piece as StringChunk).value.join(''))
      case SQL:
        return (
          !(piece as unknown as { shouldInlineParams: boolean }).shouldInlineParams &&
          (piece as SQL).queryChunks.every((part) => write(draft, part))
        )
      case Param:
        return bindParam(draft, piece as Param)
      case Placeholder:
        return bind(draft, piece)
      case Name:
        return writeText(draft, dialect.escapeName((piece as Name).value))
      case Array:
        return writeList(draft, piece as unknown[])
    }
    if (piece instanceof Column) return writeText(draft, columnText(piece))
    if (piece instanceof Table) return writeText(draft, tableText(piece))
    if (piece instanceof Subquery) return writeNamed(draft, piece)
    return isInnerQuery(piece) && writeInner(draft, piece)
  }

  function writeNamed(draft: Draft, { _: { sql, alias, isWith } }: Subquery): boolean {
    const isKnown = isWith || writeInParentheses(draft, sql)
    draft.sql += `${isWith ? '' : ' '}${dialect.escapeName(alias)}`
    return isKnown
  }

  function writeInner(draft: Draft, query: InnerQuery): boolean {
    const sql = query.getSQL()
    return query.shouldOmitSQLParens?.() ? write(draft, sql) : writeInParentheses(draft, sql)
  }

  function writeInParentheses(draft: Draft, sql: SQL): boolean {
    draft.sql += '('
    const isKnown = write(draft, sql)
    draft.sql += ')'
    return isKnown
  }

  return Object.assign(dialect, {
    sqlToQuery(query: SQL, source?: 'indexes'): Query {
      const draft: Draft = { sql: '', params: [] }
      return source === undefined && write(draft, query) ? draft : compileSlowly(query, source)
    },
  })
}
