/** `@deskhand/core/db`: what plugins declare tables and write queries with. */
export {
  and,
  asc,
  between,
  count,
  countDistinct,
  desc,
  eq,
  exists,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  max,
  min,
  ne,
  not,
  notExists,
  notInArray,
  or,
  type SQL,
  sql,
  sum,
} from 'drizzle-orm'
export {
  alias,
  check,
  foreignKey,
  getTableConfig,
  index,
  primaryKey,
  unionAll,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
/**
 * Core's tables, for reading, joins and foreign keys. Write to them through core's operations, or with
 * `changeTicket`, `changeReply` and `moveReplies` of `@deskhand/core/plugin`.
 */
export { events } from '../events/schema.ts'
export type { Migration } from '../migrate/types.ts'
export { participants } from '../participants/schema.ts'
export { replies } from '../replies/schema.ts'
export { tickets } from '../tickets/schema.ts'
export { contains, forUpdate, forUpdateSkipLocked, notIndexed, rows, tryLock } from './dialect.ts'
export {
  Busy,
  DatabaseError,
  ForeignKeyViolation,
  SerializationFailure,
  UniqueViolation,
} from './errors.ts'
export { sharedTable, snakeCase, type Table, t, table } from './kit.ts'
export { startsWith } from './prefix.ts'
export { type RankedId, rankedIds } from './ranked-ids.ts'
export type { Database, DialectName, Storage, TransactionOptions } from './types.ts'
