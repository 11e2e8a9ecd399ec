import type { Call, EnqueueOptions } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { parse } from '../kit/validation.ts'
import { atOnce } from '../queue/columns.ts'
import { jobs } from './schema.ts'

/** Puts a job into the queue. Throws for a job that no installed part defines, or a payload it refuses. */
export async function insertJob(
  call: Call,
  name: string,
  payload: Readonly<Record<string, unknown>>,
  { runAt, uniqueKey }: EnqueueOptions = {},
): Promise<void> {
  const definition = runtimeOf(call).registry.jobs.get(name)
  if (!definition) throw new TypeError(`No installed plugin defines the job "${name}".`)
  parse(definition.schema, payload)
  await call.db
    .insert(jobs)
    .values({
      id: call.newId(),
      tenantId: call.tenantId,
      name,
      uniqueKey: uniqueKey ?? null,
      payload,
      state: 'waiting',
      attempts: 0,
      runAt: runAt ?? atOnce,
      causeId: call.causeId,
      depth: call.depth,
      createdAt: call.now(),
    })
    .onConflictDoNothing()
}
