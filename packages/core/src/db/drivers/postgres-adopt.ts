/** Recognises what a host may pass as its open transaction. */
import type { ClientBase } from 'pg'
import { clientOf, sessionOf } from '../drizzle/postgres-session.ts'
import { DatabaseError } from '../errors.ts'
import { executorOfClient, executorOfSession } from './postgres-executor.ts'
import type { Foreign } from './storage.ts'

interface Candidate {
  readonly rollback?: unknown
  readonly query?: unknown
  readonly totalCount?: unknown
}

const IDLE = 'I'

export function adoptPostgres(host: unknown): Foreign {
  const candidate = (host ?? {}) as Candidate
  const session = sessionOf(host)
  const isDrizzleTransaction = typeof candidate.rollback === 'function'
  if (session && isDrizzleTransaction) {
    const isOpen = () => isInTransaction(clientOf(session))
    return { executor: executorOfSession(session), isOpen }
  }
  const isPool = candidate.totalCount !== undefined
  if (typeof candidate.query === 'function' && !isPool) {
    const isOpen = () => isInTransaction(candidate)
    if (!isOpen())
      throw new DatabaseError('No transaction is open on this client. Begin one first.')
    return { executor: executorOfClient(host as ClientBase), isOpen }
  }
  throw new DatabaseError(
    'This is no transaction. Pass a pg client on which one was begun, or the transaction that drizzle hands out.',
  )
}

/** As far as the driver tells; where it doesn't, Postgres itself is the judge. */
function isInTransaction(client: unknown): boolean {
  const { getTransactionStatus } = (client ?? {}) as { getTransactionStatus?: () => string | null }
  return getTransactionStatus?.call(client) !== IDLE
}
