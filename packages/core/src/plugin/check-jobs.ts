/** Refuses jobs whose options cannot work or contradict each other. */
import { ConfigurationError } from '../kit/errors.ts'
import type { JobDefinition } from './background-parts.ts'
import type { HelpdeskPlugin } from './contract.ts'

/** Throws `ConfigurationError` for a job that could never run as its options say. */
export function checkJobs(
  { id, migrations = [] }: HelpdeskPlugin,
  jobs: readonly JobDefinition[] = [],
): void {
  const known = migrations.map((migration) => migration.id)
  const names = jobs.map(({ name }) => name)
  for (const [index, job] of jobs.entries()) {
    const isRepeated = names.indexOf(job.name) !== index
    const problem =
      (isRepeated ? 'is in its jobs twice. Rename one of them.' : undefined) ??
      numberProblem(job) ??
      startProblem(job, known) ??
      payloadProblem(job)
    if (problem === undefined) continue
    throw new ConfigurationError(`The job "${job.name}" of the plugin "${id}" ${problem}`)
  }
}

function numberProblem({ every, maxAttempts }: JobDefinition): string | undefined {
  if (every !== undefined && !isPositive(every)) {
    return 'must have a positive number of milliseconds as every, such as 60_000.'
  }
  if (maxAttempts !== undefined && !(isPositive(maxAttempts) && Number.isInteger(maxAttempts))) {
    return 'must have a positive whole number as maxAttempts.'
  }
  return undefined
}

function startProblem(
  { every, afterMigration, perTenant }: JobDefinition,
  known: readonly string[],
): string | undefined {
  if (every !== undefined && afterMigration !== undefined) {
    return 'has both every and afterMigration. Make it two jobs, one for each.'
  }
  if (afterMigration !== undefined && !known.includes(afterMigration)) {
    return (
      `names the migration ${JSON.stringify(afterMigration)} in afterMigration, which its plugin does not have. ` +
      (known.length > 0
        ? `Known migrations are: ${known.join(', ')}.`
        : 'The plugin has no migrations.')
    )
  }
  if (perTenant !== undefined && typeof perTenant !== 'boolean') {
    return 'must have true or false as perTenant.'
  }
  if (perTenant && every === undefined && afterMigration === undefined) {
    return 'has perTenant, but neither every nor afterMigration. Add one of them. A job that is enqueued runs in the tenant of the call.'
  }
  return undefined
}

/** A job that starts by itself gets the payload `{}`. */
function payloadProblem({ every, afterMigration, schema }: JobDefinition): string | undefined {
  if (every === undefined && afterMigration === undefined) return undefined
  if (!refuses(schema, {})) return undefined
  const option = every === undefined ? 'afterMigration' : 'every'
  return `has ${option}, so it starts with the payload {}, which its schema refuses. Make the fields of the schema optional.`
}

/** A schema with asynchronous refinements throws here, and is left to the run. */
function refuses(schema: JobDefinition['schema'], payload: unknown): boolean {
  try {
    return !schema.safeParse(payload).success
  } catch {
    return false
  }
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}
