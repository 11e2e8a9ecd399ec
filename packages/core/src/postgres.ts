/** `@deskhand/core/postgres` */
export {
  type DrizzleDatabase,
  type PostgresDrizzleOptions,
  type PostgresPoolOptions,
  type PostgresUrlOptions,
  postgres,
} from './db/drivers/postgres.ts'
