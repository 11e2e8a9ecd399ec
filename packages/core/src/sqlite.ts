/** `@deskhand/core/sqlite` */
export { type SqliteOptions, type SqliteTransaction, sqlite } from './db/drivers/sqlite.ts'
