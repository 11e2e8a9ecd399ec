/** What becomes of a promise when tickets are merged, and when that is undone. */
import { and, isNull } from '@deskhand/core/db'
import type { Call, MergeHandler } from '@deskhand/core/plugin'
import { onTicket } from './promise.ts'
import { type SlaRow, slas } from './schema.ts'

interface Times {
  readonly atRiskAt: string
  readonly dueAt: string
}

export interface SlaMergeManifest {
  readonly to: string
  /** What the target had; null when it had no promise. */
  readonly before: Times | null
  /** What it has since; null when nothing was changed. */
  readonly since: Times | null
}

/**
 * The merged ticket keeps its promise, hidden as it is itself. Who waits on both is to be answered by
 * the earlier one, unless the target was answered already.
 */
export const mergeHandler: MergeHandler<SlaMergeManifest> = {
  async move(call, from, to) {
    const [source, target] = [await slaOf(call, from), await slaOf(call, to)]
    const before = target ? timesOf(target) : null
    const isStricter = source && !source.metAt && (!target || source.dueAt < target.dueAt)
    if (!isStricter || target?.metAt) return { to, before, since: null }
    if (target) await setTimes(call, to, source)
    else await call.db.insert(slas).values({ ...source, ticketId: to })
    return { to, before, since: timesOf(source) }
  },

  /** A promise that was changed meanwhile stays as it is. */
  async undo(call, { to, before, since }) {
    const target = await slaOf(call, to)
    if (!since || !target || target.metAt || timesOf(target).dueAt !== since.dueAt) return
    if (before) {
      await setTimes(call, to, {
        atRiskAt: new Date(before.atRiskAt),
        dueAt: new Date(before.dueAt),
      })
    } else {
      await call.db.delete(slas).where(onTicket(call, to))
    }
  },
}

async function slaOf(call: Call, ticketId: string): Promise<SlaRow | undefined> {
  const [row] = await call.db.select().from(slas).where(onTicket(call, ticketId))
  return row
}

async function setTimes(
  call: Call,
  ticketId: string,
  { atRiskAt, dueAt }: Pick<SlaRow, 'atRiskAt' | 'dueAt'>,
): Promise<void> {
  await call.db
    .update(slas)
    .set({ atRiskAt, dueAt })
    .where(and(onTicket(call, ticketId), isNull(slas.metAt)))
}

function timesOf({ atRiskAt, dueAt }: SlaRow): Times {
  return { atRiskAt: atRiskAt.toISOString(), dueAt: dueAt.toISOString() }
}
