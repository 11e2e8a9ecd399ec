/** Deliveries and jobs that gave up after their last try: seeing them and running them again. */
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { deliveries } from '../events/schema.ts'
import type { DeadWork } from '../events/types.ts'
import { notFound } from '../kit/errors.ts'
import { after, cut, decodeCursor, encodeCursor, ordered, pageInput } from '../kit/pagination.ts'
import { id, parse } from '../kit/validation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { asQueueTable, type Queue } from '../queue/queue.ts'
import type { Page } from '../tickets/types.ts'
import { jobs } from './schema.ts'

type Kind = Queue['kind']

const tables = { delivery: asQueueTable(deliveries), job: asQueueTable(jobs) } as const
const kinds = Object.keys(tables) as Kind[]

export const deadListInput = z.strictObject(pageInput)
export const deadRetryInput = z.strictObject({ id: id() })
const cursorKind = 'dead-work'

/** A page over both queues, newest first. */
export async function listDeadWork(call: Call, rawInput: unknown = {}): Promise<Page<DeadWork>> {
  await requirePermission(call, 'delivery.read')
  const { limit, cursor } = parse(deadListInput, rawInput)
  const { cursors } = runtimeOf(call)
  const [createdAt, lastId] = cursor ? decodeCursor(cursors, call, cursorKind, cursor) : []
  const beyond = cursor ? { createdAt: new Date(Number(createdAt)), id: String(lastId) } : null
  const found = await Promise.all(kinds.map((kind) => readDead(call, kind, beyond, limit + 1)))
  const { rows, hasMore } = cut(found.flat().sort(newestFirst), limit)
  const last = rows.at(-1)
  const nextCursor =
    hasMore && last
      ? encodeCursor(cursors, call, cursorKind, [last.createdAt.getTime(), last.id])
      : null
  return {
    data: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    page: { hasMore, nextCursor },
  }
}

/** Puts one back into its queue with all its tries. Nothing happens twice if it waits already. */
export async function retryDeadWork(call: Call, rawInput: unknown): Promise<void> {
  await requirePermission(call, 'delivery.retry')
  const input = parse(deadRetryInput, rawInput)
  const runtime = runtimeOf(call)
  await call.transaction(async (inner) => {
    for (const kind of kinds) {
      if (!(await revive(inner, kind, input.id))) continue
      await runtime.storage.announce(inner.db)
      return
    }
    throw notFound('dead delivery or job')
  })
  runtime.wake()
}

type DeadRow = Omit<DeadWork, 'createdAt'> & { readonly createdAt: Date }

async function readDead(
  call: Call,
  kind: Kind,
  beyond: { createdAt: Date; id: string } | null,
  limit: number,
): Promise<DeadRow[]> {
  const table = tables[kind]
  const keyset = [table.createdAt, table.id]
  const found = await call.db
    .select({
      id: table.id,
      name: table.name,
      attempts: table.attempts,
      lastError: table.lastError,
      createdAt: table.createdAt,
    })
    .from(table)
    .where(
      and(
        eq(table.tenantId, call.tenantId),
        isDead(kind),
        beyond ? after(keyset, 'desc', [beyond.createdAt, beyond.id]) : undefined,
      ),
    )
    .orderBy(...ordered(keyset, 'desc'))
    .limit(limit)
  return found.map((row) => ({ ...row, kind }))
}

function newestFirst(a: DeadRow, b: DeadRow): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1)
}

/** Due from now on, so that it does not count as overdue since it was created. */
async function revive(call: Call, kind: Kind, id: string): Promise<boolean> {
  const table = tables[kind]
  const revived = await call.db
    .update(table)
    .set({ state: 'waiting', attempts: 0, runAt: call.now(), finishedAt: null })
    .where(and(eq(table.tenantId, call.tenantId), eq(table.id, id), isDead(kind)))
    .returning({ id: table.id })
  return revived.length > 0
}

/** Literal, as in the indexes. */
function isDead(kind: Kind) {
  return sql`${tables[kind].state} = 'dead'`
}
