/** Frees the rows of processes that died while they ran them. */
import { and, gt, inArray, lt, or } from 'drizzle-orm'
import type { Runtime } from '../runtime.ts'
import { isRunning } from './claim.ts'
import type { Claimed, Queue } from './queue.ts'
import { retryAt, settleFailed } from './settle.ts'

const batchSize = 100

/** A lock that reaches further than this was taken by a clock that was wrong. */
const furthestLock = 15 * 60 * 1_000

/**
 * Counts as a failed try, so that a row that kills its process gives up in the end. What this process
 * runs itself is not expired, however far the clock has jumped.
 */
export async function recoverExpired(
  runtime: Runtime,
  queue: Queue,
  isOurs: (id: string) => boolean,
): Promise<number> {
  const { table, names } = queue
  if (names.length === 0) return 0
  const { db } = runtime.storage
  const now = runtime.clock.now()
  const found = await db
    .select({
      id: table.id,
      tenantId: table.tenantId,
      name: table.name,
      attempts: table.attempts,
      lockedBy: table.lockedBy,
      lockedUntil: table.lockedUntil,
    })
    .from(table)
    .where(
      and(
        isRunning(table),
        or(
          lt(table.lockedUntil, now),
          gt(table.lockedUntil, new Date(now.getTime() + furthestLock)),
        ),
        inArray(table.name, [...names]),
      ),
    )
    .limit(batchSize)
  const expired = found.filter(({ id }) => !isOurs(id))
  for (const { lockedBy, lockedUntil, ...row } of expired) {
    const next = retryAt(queue, row, now)
    const error = 'The process that ran it stopped before it was done.'
    const failure = { row, retryAt: next, error, lockedUntil }
    const freed = await settleFailed(db, queue, failure, { by: lockedBy ?? '', now })
    if (freed) report(runtime, queue, row, next)
  }
  return expired.length
}

function report(runtime: Runtime, queue: Queue, row: Claimed, next: Date | null): void {
  const { id, name, attempts } = row
  runtime.logger.warn(
    next
      ? `A process stopped while it ran the ${queue.kind} "${name}"; it is tried again.`
      : `The ${queue.kind} "${name}" outlived none of the processes that ran it and was given up.`,
    { id, attempts },
  )
}
