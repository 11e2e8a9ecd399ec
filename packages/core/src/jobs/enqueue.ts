/** Puts jobs into the queue, each key at most once. */
import { and, eq } from 'drizzle-orm'
import type { Call, EnqueueOptions } from '../api/call.ts'
import { jobIdOf, openUnit, runtimeOf } from '../api/call-internals.ts'
import { forShare } from '../db/dialect.ts'
import { nearestName } from '../kit/explain.ts'
import { parse } from '../kit/validation.ts'
import { atOnce } from '../queue/columns.ts'
import { jobs } from './schema.ts'

type NewJob = typeof jobs.$inferInsert
type KeyedJob = NewJob & { readonly uniqueKey: string }

const modes: readonly unknown[] = [
  'waiting',
  'unfinished',
  'kept',
] satisfies Required<EnqueueOptions>['uniqueWhile'][]

/** Only this conflict means that the job exists already. Any other one is an error. */
const sameKey = { target: [jobs.tenantId, jobs.name, jobs.uniqueKey] }

/** Puts a job into the queue. Throws for a job that no installed part defines, or a payload it refuses. */
export async function insertJob(
  call: Call,
  name: string,
  payload: Readonly<Record<string, unknown>>,
  options: EnqueueOptions = {},
): Promise<void> {
  const known = runtimeOf(call).registry.jobs
  const definition = known.get(name)
  if (!definition) throw unknownJob(name, [...known.keys()])
  checkEnqueueOptions(name, options)
  parse(definition.schema, payload)
  const { uniqueKey, uniqueWhile = 'waiting', runAt = atOnce } = options
  const job = { ...newJob(call, name, payload), runAt }
  if (uniqueKey === undefined) await call.db.insert(jobs).values(job)
  else await insertUnlessKeyTaken(call, { ...job, uniqueKey, uniqueWhile })
}

function unknownJob(name: string, known: readonly string[]): TypeError {
  const nearest = nearestName(name, known) ?? known.find((job) => job.endsWith(`:${name}`))
  const advice = nearest
    ? `Did you mean "${nearest}"?`
    : 'Add it to the jobs of its plugin, by its full name "<plugin>:<job>".'
  return new TypeError(`No installed plugin defines the job "${name}". ${advice}`)
}

/** Puts a job without a payload into the queue of each tenant, unless an unfinished one has the key. */
export async function insertJobInTenants(
  call: Call,
  tenantIds: readonly string[],
  name: string,
  uniqueKey: string,
): Promise<void> {
  const unique = { uniqueKey, uniqueWhile: 'unfinished' } as const
  openUnit(call).hasJobs = true
  await call.db
    .insert(jobs)
    .values(tenantIds.map((tenantId) => ({ ...newJob(call, name, {}), ...unique, tenantId })))
    .onConflictDoNothing(sameKey)
}

function newJob(call: Call, name: string, payload: Readonly<Record<string, unknown>>) {
  return {
    id: call.newId(),
    tenantId: call.tenantId,
    name,
    payload,
    state: 'waiting',
    attempts: 0,
    runAt: atOnce,
    causeId: call.causeId,
    depth: call.depth,
    createdAt: call.now(),
  } as const
}

async function insertUnlessKeyTaken(call: Call, job: KeyedJob): Promise<void> {
  for (;;) {
    const inserted = await call.db
      .insert(jobs)
      .values(job)
      .onConflictDoNothing(sameKey)
      .returning({ id: jobs.id })
    if (inserted.length > 0) return
    if (await lockWaiting(call, job)) return
    if (await passKeyOn(call, job)) continue
    if (await isKeyTaken(call, job)) return
  }
}

/**
 * Locks a waiting job with the same key until the transaction ends, so that its run begins after the commit and sees
 * what the transaction writes.
 */
async function lockWaiting({ db }: Call, job: KeyedJob): Promise<boolean> {
  const waiting = await forShare(
    db,
    db
      .select({ id: jobs.id })
      .from(jobs)
      .where(and(hasKeyOf(job), eq(jobs.uniqueWhile, 'waiting'))),
  )
  return waiting.length > 0
}

/** Empties the key of the running job, which would otherwise keep it from enqueuing its own next step. */
async function passKeyOn(call: Call, job: KeyedJob): Promise<boolean> {
  const jobId = jobIdOf(call)
  if (jobId === undefined) return false
  const freed = await call.db
    .update(jobs)
    .set({ uniqueKey: null })
    .where(and(eq(jobs.id, jobId), hasKeyOf(job), eq(jobs.uniqueWhile, 'unfinished')))
    .returning({ id: jobs.id })
  return freed.length > 0
}

/** False when the job was started or finished after the conflict, so that its key is free again. */
async function isKeyTaken({ db }: Call, job: KeyedJob): Promise<boolean> {
  const found = await db.select({ id: jobs.id }).from(jobs).where(hasKeyOf(job))
  return found.length > 0
}

function hasKeyOf({ tenantId, name, uniqueKey }: KeyedJob) {
  return and(eq(jobs.tenantId, tenantId), eq(jobs.name, name), eq(jobs.uniqueKey, uniqueKey))
}

/** For plugins in plain JavaScript: a misspelt `uniqueWhile` would let jobs pile up, or run too rarely. */
function checkEnqueueOptions(
  name: string,
  { runAt, uniqueKey, uniqueWhile, ...others }: EnqueueOptions,
): void {
  const fail = (sentence: string) =>
    new TypeError(`The job "${name}" was enqueued with ${sentence}`)
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) {
    throw fail(`the unknown option "${unknown}". Known are: runAt, uniqueKey, uniqueWhile.`)
  }
  if (runAt !== undefined && !(runAt instanceof Date && !Number.isNaN(runAt.getTime()))) {
    throw fail('a runAt that is not a valid Date.')
  }
  if (uniqueKey !== undefined && (typeof uniqueKey !== 'string' || uniqueKey === '')) {
    throw fail(
      'a uniqueKey that is not a string, or an empty one. Pass a string, or leave uniqueKey out.',
    )
  }
  if (uniqueWhile === undefined) return
  if (!modes.includes(uniqueWhile)) {
    throw fail(`an unknown uniqueWhile. Use one of: ${modes.join(', ')}.`)
  }
  if (uniqueKey === undefined) {
    throw fail(`uniqueWhile: '${uniqueWhile}' and without a uniqueKey. Pass both, or neither.`)
  }
}
