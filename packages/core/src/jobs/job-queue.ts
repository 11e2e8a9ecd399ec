/** The queue of jobs. */
import { inArray, sql } from 'drizzle-orm'
import { systemActor } from '../api/call-internals.ts'
import { parse } from '../kit/validation.ts'
import type { JobDefinition } from '../plugin/background-parts.ts'
import { defaultMaxAttempts } from '../queue/backoff.ts'
import {
  asQueueTable,
  type Claimed,
  type ColumnChanges,
  type Queue,
  type Run,
} from '../queue/queue.ts'
import { timeLimitOf } from '../queue/time-limit.ts'
import type { Runtime } from '../runtime.ts'
import { jobs } from './schema.ts'

type Job = Pick<typeof jobs.$inferSelect, 'tenantId' | 'payload' | 'causeId' | 'depth'>

/** Empties a key that no longer counts, so that the unique index admits the next job. */
const atClaim: ColumnChanges = {
  uniqueKey: sql`case when ${jobs.uniqueWhile} = 'waiting' then null else ${jobs.uniqueKey} end`,
}
const atFinish: ColumnChanges = {
  uniqueKey: sql`case when ${jobs.uniqueWhile} = 'kept' then ${jobs.uniqueKey} end`,
}

export function jobQueue(runtime: Runtime): Queue {
  const definitions = runtime.registry.jobs
  return {
    kind: 'job',
    table: asQueueTable(jobs),
    atClaim,
    atFinish,
    names: [...definitions.keys()],
    maxAttempts: (name) => definitions.get(name)?.maxAttempts ?? defaultMaxAttempts,
    timeLimit: (name) => timeLimitOf(definitions.get(name)),
    async load(db, claimed) {
      const loaded = await db
        .select({
          id: jobs.id,
          tenantId: jobs.tenantId,
          payload: jobs.payload,
          causeId: jobs.causeId,
          depth: jobs.depth,
        })
        .from(jobs)
        .where(
          inArray(
            jobs.id,
            claimed.map(({ id }) => id),
          ),
        )
      const jobOf = new Map(loaded.map((job) => [job.id, job]))
      const runs = new Map<string, Run>()
      for (const row of claimed) {
        const definition = definitions.get(row.name)
        const job = jobOf.get(row.id)
        if (definition && job) runs.set(row.id, execution(runtime, definition, row, job))
      }
      return runs
    },
  }
}

function execution(runtime: Runtime, definition: JobDefinition, row: Claimed, job: Job): Run {
  return async (signal) => {
    const { tenantId, causeId, depth } = job
    const payload = parse(definition.schema, job.payload)
    const actor = systemActor(tenantId)
    const call = runtime.createCall({ actor, via: 'job', causeId, depth, jobId: row.id })
    await definition.run(call, payload, { signal, attempt: row.attempts, jobId: row.id })
  }
}
