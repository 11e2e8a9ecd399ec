/** The internals of the parts of a query: tables, columns, SQL and parameters. */
import { Column, eq, Name, Param, Placeholder, type SQL, StringChunk, sql } from 'drizzle-orm'
import { PgDialect, pgSchema, pgTable, QueryBuilder, text } from 'drizzle-orm/pg-core'
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core'
import { expect } from 'vitest'
import { asColumn, nameColumn } from '../../../src/db/drizzle/column.ts'
import { fillPlaceholders, slotOf } from '../../../src/db/drizzle/placeholders.ts'
import { isAlias, originalNameOf, schemaOf } from '../../../src/db/drizzle/table.ts'
import { type Internals, letters, other } from './internal.ts'

const own = pgSchema('own')
const builder = new QueryBuilder()

const compiled = (query: SQL, dialect = new PgDialect()) => dialect.sqlToQuery(query)

/** A table with a column that gets its name after its declaration. */
function named() {
  const createdAt = text()
  nameColumn(createdAt, 'created_at')
  return pgTable('named', { createdAt })
}

export const queries: Internals = {
  'table.ts': {
    'drizzle:IsAlias': {
      means: 'under this symbol a table says whether alias() made it',
      check: () => expect([letters, other].map(isAlias)).toEqual([false, true]),
    },
    'drizzle:OriginalName': {
      means: 'under this symbol an alias has the name of its table in the database',
      check: () => expect(originalNameOf(other)).toBe('letters'),
    },
    'drizzle:Schema': {
      means: 'under this symbol a table has the name of its schema, or undefined',
      check: () => expect([own.table('a', {}), letters].map(schemaOf)).toEqual(['own', undefined]),
    },
  },
  'compile.ts': {
    shouldInlineParams: {
      means: 'an SQL says whether its values are written into the text, as inlineParams() asks for',
      check() {
        expect(sql`${1}`).toHaveProperty('shouldInlineParams', false)
        expect(sql`${1}`.inlineParams()).toHaveProperty('shouldInlineParams', true)
      },
    },
    queryChunks: {
      means: 'an SQL holds its pieces in order, and its text as a StringChunk with a list of texts',
      check() {
        const { queryChunks } = sql`a ${letters.id}${sql.identifier('b')}`
        expect(queryChunks[0]).toBeInstanceOf(StringChunk)
        expect(queryChunks[0]).toHaveProperty('value', ['a '])
        expect(queryChunks[1]).toBeInstanceOf(Column)
        expect(queryChunks[3]).toBeInstanceOf(Name)
        expect(queryChunks[3]).toHaveProperty('value', 'b')
      },
    },
    isWith: {
      means: 'a subquery has under `_` its sql, its alias, and whether its text is the alias alone',
      check() {
        const part = builder.select({ id: letters.id }).from(letters)
        const [plain, common] = [part.as('plain'), builder.$with('common').as(part)]
        expect(plain._).toMatchObject({ alias: 'plain', isWith: false })
        expect(common._).toMatchObject({ alias: 'common', isWith: true })
        expect(compiled(sql`${plain}`).sql).toBe(`(${compiled(plain._.sql).sql}) "plain"`)
        expect(compiled(sql`${common}`).sql).toBe('"common"')
      },
    },
    shouldOmitSQLParens: {
      means: 'a piece inside a query says whether it stands there without parentheses',
      check() {
        expect(own.shouldOmitSQLParens()).toBe(true)
        expect(compiled(sql`${own}`).sql).toBe('"own"')
      },
    },
    escapeParam: {
      means: 'a dialect writes a parameter by its index, from 0; its escapeName quotes a name',
      check() {
        const [postgres, sqlite] = [new PgDialect(), new SQLiteAsyncDialect()]
        expect([postgres.escapeParam(0), sqlite.escapeParam(0)]).toEqual(['$1', '?'])
        expect(postgres.escapeName('a"b')).toBe('"a""b"')
      },
    },
  },
  'column.ts': {
    setName: {
      means: 'it names a column builder that has no name, and pgTable() keeps that name',
      check: () => expect(named().createdAt.name).toBe('created_at'),
    },
    keyAsName: {
      means: 'when this setting of a column builder is false, a `casing` leaves the name alone',
      check() {
        const inCamelCase = new PgDialect({ casing: 'camelCase' })
        const query = compiled(sql`${named().createdAt}`, inCamelCase)
        expect(query.sql).toBe('"named"."created_at"')
      },
    },
    mapToDriverValue: {
      means: 'a condition encodes its value by this method of anything on its left',
      elsewhere: false,
      check() {
        const rank = asColumn(sql`+${letters.rank}`, letters.rank)
        expect(compiled(eq(rank, 'high')).params).toEqual([2])
      },
    },
  },
  'placeholders.ts': {
    Placeholder: {
      means: 'a compiled query has one among its parameters for each sql.placeholder()',
      elsewhere: false,
      check() {
        const [param] = compiled(eq(letters.id, sql.placeholder('a'))).params
        expect(param).toBeInstanceOf(Placeholder)
        expect(slotOf(param)?.name).toBe('a')
      },
    },
    Param: {
      means: 'a compiled query keeps it around a placeholder, with the `encoder` of the column',
      elsewhere: false,
      check() {
        const rank = sql.param(sql.placeholder('a'), letters.rank)
        const [param] = compiled(sql`${rank}`).params
        expect(param).toBeInstanceOf(Param)
        expect(slotOf(param)?.name).toBe('a')
        expect(slotOf(param)?.encode('high')).toBe(2)
      },
    },
    fillPlaceholders: {
      means:
        'it puts values into the parameters of a compiled query, and throws when one is missing',
      elsewhere: false,
      check() {
        const { params } = compiled(sql`${'a'} ${sql.placeholder('b')}`)
        expect(fillPlaceholders(params, { b: 'c' })).toEqual(['a', 'c'])
        expect(() => fillPlaceholders(params, {})).toThrow()
      },
    },
  },
}
