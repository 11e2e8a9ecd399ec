/** What the errors of Postgres and its drivers mean. */
import {
  Busy,
  DatabaseError,
  ForeignKeyViolation,
  SerializationFailure,
  UniqueViolation,
} from '../errors.ts'

const UNIQUE_VIOLATION = '23505'
const FOREIGN_KEY_VIOLATIONS = ['23503', '23001']
const CONFLICTS = ['40001', '40P01'] // serialization failure, deadlock
const OVERLOADED = ['55P03', '53300', '57P03'] // lock not available, too many clients, starting up

/** How `pg` words what has no code. */
const POOL_TIMEOUT = 'timeout exceeded when trying to connect'
const LOST_CONNECTION = /^Connection terminated|^Cannot use a pool|not queryable|^connect E/

interface PostgresError extends Error {
  readonly code: string
  readonly severity: string
  readonly constraint?: string
  /** postgres.js says it so. */
  readonly constraint_name?: string
}

export function normalisePostgresError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseError) return error
  const options = { cause: error }
  if (!isPostgresError(error)) return normaliseConnectionError(error, options)
  const { code, message } = error
  if (code === UNIQUE_VIOLATION) {
    return new UniqueViolation(error.constraint ?? error.constraint_name ?? 'unknown', options)
  }
  if (FOREIGN_KEY_VIOLATIONS.includes(code)) return new ForeignKeyViolation(message, options)
  if (CONFLICTS.includes(code)) return new SerializationFailure(message, options)
  if (OVERLOADED.includes(code)) return new Busy(message, options)
  return new DatabaseError(message, options)
}

function isPostgresError(error: Error): error is PostgresError {
  return 'code' in error && 'severity' in error
}

function normaliseConnectionError(error: Error, options: ErrorOptions): Error {
  if (error.message === POOL_TIMEOUT)
    return new Busy('No connection of the pool became free in time. Try again.', options)
  const isLost = 'syscall' in error || LOST_CONNECTION.test(error.message)
  if (!isLost) return error
  return new DatabaseError(`Postgres can't be reached: ${error.message}`, options)
}
