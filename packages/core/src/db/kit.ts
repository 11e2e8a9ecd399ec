/**
 * The column kit: tables are declared once and run on SQLite and Postgres.
 *
 * A declared table is a drizzle pg-core table whose columns encode and decode for both engines, so
 * the same object works in a query on either. SQLite's DDL is derived from it when migrations are
 * generated.
 */
import type { BuildColumns, BuildExtraConfigColumns } from 'drizzle-orm'
import {
  customType,
  foreignKey,
  type PgColumnBuilderBase,
  type PgTableExtraConfigValue,
  type PgTableWithColumns,
  pgTable,
  text as pgText,
  uuid as pgUuid,
} from 'drizzle-orm/pg-core'
import { nameColumn } from './drizzle/column.ts'

const time = customType<{ data: Date; driverData: Date | string | number }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (value) => value,
  fromDriver: (value) => new Date(value),
})

const json = customType<{ data: object; driverData: string | object }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => (typeof value === 'string' ? JSON.parse(value) : value),
})

const integer = customType<{ data: number; driverData: number | string }>({
  dataType: () => 'bigint',
  fromDriver: (value) => Number(value),
})

const boolean = customType<{ data: boolean; driverData: boolean | number }>({
  dataType: () => 'boolean',
  toDriver: (value) => value,
  fromDriver: (value) => Boolean(value),
})

const sequence = customType<{ data: number; driverData: number | string; default: true }>({
  dataType: () => 'bigserial',
  fromDriver: (value) => Number(value),
})

const text = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
})

function ranked<const Names extends readonly string[]>(names: Names) {
  return customType<{ data: Names[number]; driverData: number | string }>({
    dataType: () => 'smallint',
    toDriver: (value) => names.indexOf(value),
    fromDriver: (value) => names[Number(value)] as Names[number],
  })()
}

/** The key columns of core's tables, for the foreign keys of plugins' tables. */
const targets = {
  ticket: pgTable('deskhand_tickets', { tenantId: pgText('tenant_id'), id: pgUuid('id') }),
  reply: pgTable('deskhand_replies', { tenantId: pgText('tenant_id'), id: pgUuid('id') }),
}

/** The table that each reference column refers to. */
const references = new WeakMap<object, keyof typeof targets>()

function referenceTo(target: keyof typeof targets) {
  const column = pgUuid().notNull()
  references.set(column, target)
  return column
}

/** Columns that exist on both engines. */
export const t = {
  /** A UUIDv7 that the app makes: `uuid` on Postgres, text on SQLite. */
  id: () => pgUuid(),
  /**
   * Unicode text without NUL, compared byte by byte on both engines. `enum` narrows the type only;
   * validate input with zod.
   */
  text: <const Values extends readonly string[] = readonly string[]>(_options?: { enum: Values }) =>
    text().$type<Values[number]>(),
  /** An instant with millisecond precision, a `Date` in code. */
  time: () => time(),
  /** A JSON object or array; never a bare scalar. */
  json: <T extends object>() => json().$type<T>(),
  /** A safe integer (64 bit on disk). */
  integer: () => integer(),
  boolean: () => boolean(),
  /** One of `names`, stored as its index so that it sorts by rank. */
  ranked,
  /** A number the database counts up on insert; the table's primary key. */
  sequence: () => sequence().primaryKey(),
  /** The id of a ticket, tied to the ticket of the same tenant and deleted with it. */
  ticketRef: () => referenceTo('ticket'),
  /** The id of a reply or note, tied to the reply of the same tenant and deleted with it. */
  replyRef: () => referenceTo('reply'),
}

type TenantColumn = { tenantId: ReturnType<typeof tenantId> }
type Columns = Record<string, PgColumnBuilderBase>

export type Table<Name extends string, Cols extends Columns> = PgTableWithColumns<{
  name: Name
  schema: undefined
  columns: BuildColumns<Name, Cols, 'pg'>
  dialect: 'pg'
}>

function tenantId() {
  return text('tenant_id').notNull()
}

/** `createdAt` → `created_at` */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function build<Name extends string, Cols extends Columns>(
  name: Name,
  columns: Cols,
  extras?: (table: BuildExtraConfigColumns<Name, Cols, 'pg'>) => PgTableExtraConfigValue[],
): Table<Name, Cols> {
  const referring = Object.keys(columns).flatMap((key) => {
    const target = references.get(columns[key] as object)
    return target ? [{ key, target: targets[target] }] : []
  })
  for (const [key, column] of Object.entries(columns)) nameColumn(column, snakeCase(key))
  return pgTable(name, columns, (table) => {
    const column = table as unknown as Record<string, never>
    return [
      ...(extras?.(table as never) ?? []),
      ...referring.map(({ key, target }) =>
        foreignKey({
          name: `${name}_${snakeCase(key)}_fk`,
          columns: [column.tenantId as never, column[key] as never],
          foreignColumns: [target.tenantId, target.id],
        }).onDelete('cascade'),
      ),
    ]
  }) as unknown as Table<Name, Cols>
}

/**
 * Declares a table of one tenant's rows; `tenant_id` is added. Name every index and constraint, and
 * let `tenantId` lead each of them.
 */
export function table<Name extends string, Cols extends Columns>(
  name: Name,
  columns: Cols,
  extras?: (
    table: BuildExtraConfigColumns<Name, TenantColumn & Cols, 'pg'>,
  ) => PgTableExtraConfigValue[],
): Table<Name, TenantColumn & Cols> {
  return build(name, { tenantId: tenantId(), ...columns }, extras)
}

/** Declares a table that belongs to no tenant: work queues, leases, the migration ledger. */
export function sharedTable<Name extends string, Cols extends Columns>(
  name: Name,
  columns: Cols,
  extras?: (table: BuildExtraConfigColumns<Name, Cols, 'pg'>) => PgTableExtraConfigValue[],
): Table<Name, Cols> {
  return build(name, columns, extras)
}
