import {
  and,
  count,
  eq,
  exists,
  inArray,
  isNull,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm'
import { alias, PgDialect, pgEnum, pgSchema, text, unionAll } from 'drizzle-orm/pg-core'
import { SQLiteAsyncDialect } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { sqlite } from '../../sqlite.ts'
import { tickets } from '../../tickets/schema.ts'
import { compilingFast } from './compile.ts'

const at = new Date('2026-05-01T10:00:00.123Z')
const open = and(eq(tickets.tenantId, 'default'), eq(tickets.status, 'open')) as SQL
const other = alias(tickets, 'other')
const elsewhere = pgSchema('elsewhere').table('people', { id: text(), 'a "name"': text() })
const { db } = sqlite({ file: ':memory:' })
const some = db.select().from(tickets).where(open).as('some')
const select = (query: SQLWrapper) => query.getSQL()

const queries: Readonly<Record<string, SQL>> = {
  'text without parameters': sql`select 1`,
  'columns, tables and encoded parameters': sql`select ${tickets.id} from ${tickets} where ${open}`,
  'times, nothing and bare values': sql`select ${at}, ${null}, ${undefined}, ${true}, ${7}, ${10n}`,
  'lists of values': sql`select 1 where ${inArray(tickets.priority, ['low', 'urgent'])}`,
  'a list as it is': sql`select 1 in ${[1, sql`2`, 'three']}`,
  'nested conditions': sql`select 1 where ${or(open, and(isNull(tickets.teamId), open))}`,
  placeholders: sql`select ${sql.placeholder('a')}, ${sql.param(sql.placeholder('b'), tickets.status)}`,
  'names that need quoting': sql`select ${sql.identifier('a "name"')}, ${sql.raw('now()')}`,
  'a schema': sql`select ${elsewhere.id}, ${elsewhere['a "name"']} from ${elsewhere}`,
  aliases: sql`select ${other.id} from ${tickets} as ${other}`,
  'values in the text': sql`select ${'a'}, ${sql`${'b'}`.inlineParams()}, ${'c'}`,
  'a query of the builder': select(db.select().from(tickets).where(open).limit(3)),
  'a query inside': sql`select ${exists(db.select({ n: count() }).from(tickets).where(open))}`,
  'a query inside text': sql`select 1 where 1 in ${db.select({ id: tickets.number }).from(tickets)}`,
  'what has a name in the selection': sql`select 1 order by ${sql`1`.as('one')}`,
  'an enum': sql`select ${'open'}::${pgEnum('state', ['open'])}`,
  'a union': select(
    unionAll(
      db.select({ id: tickets.id }).from(tickets).where(open) as never,
      db.select({ id: tickets.id }).from(tickets).where(open) as never,
    ),
  ),
  'a query with a name': select(db.select().from(some).where(eq(some.subject, 'a')).limit(1)),
  'a column of it in text': sql`select ${some.id} from ${some} cross join ${other}`,
  'an insertion': select(
    db.insert(tickets).values({ id: 'a', subject: 'b', createdAt: at } as never),
  ),
  'an update': select(db.update(tickets).set({ updatedAt: at, teamId: null }).where(open)),
}

describe.each([
  ['SQLite', () => new SQLiteAsyncDialect()],
  ['Postgres', () => new PgDialect()],
])('compiling for %s', (_name, dialect) => {
  it.each(Object.keys(queries))('gives what drizzle gives: %s', (name) => {
    const query = queries[name] as SQL
    const { sql: text, params } = dialect().sqlToQuery(query)
    const fast = compilingFast(dialect() as PgDialect)
    expect(fast.sqlToQuery(query)).toMatchObject({ sql: text, params })
  })

  it('leaves the names of columns in indexes to drizzle', () => {
    const fast = compilingFast(dialect() as PgDialect)
    expect(fast.sqlToQuery(sql`${tickets.id}`, 'indexes').sql).toBe('"id"')
  })
})
