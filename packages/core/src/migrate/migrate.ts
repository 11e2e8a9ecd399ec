/** Brings a database up to date. Any number of processes may do so at once. */
import type { Database, Storage } from '../db/types.ts'
import { MigrationError } from './errors.ts'
import {
  createLedger,
  enterLedger,
  type LedgerRow,
  ledgerStatement,
  ledgerTable,
  readLedger,
} from './ledger.ts'
import { type MigrationName, type MigrationSource, planSteps, type Step } from './plan.ts'

export interface MigrateOptions {
  readonly now: () => Date
  /** Changes nothing and only says what would be run. */
  readonly dryRun?: boolean
}

export interface MigrationResult {
  /** What this call applied. Another starter may have applied the rest. */
  readonly applied: readonly MigrationName[]
  /** What was to be run, ledger rows included; empty when the database was up to date. */
  readonly sql: string
}

/**
 * Applies what the database lacks: sources in their order, and their migrations in theirs, each in a
 * transaction of its own. Throws `MigrationError` with the plugin and the id of one that fails.
 */
export async function migrate(
  storage: Storage,
  sources: readonly MigrationSource[],
  options: MigrateOptions,
): Promise<MigrationResult> {
  const now = options.now()
  if (!options.dryRun) await createLedger(storage)
  const steps = await pendingSteps(storage, sources)
  const sql = script(storage, steps, now)
  if (options.dryRun) return { applied: [], sql }

  const applied: MigrationName[] = []
  for (const step of steps) {
    if (await apply(storage, step, now)) applied.push({ plugin: step.plugin, id: step.id })
  }
  return { applied, sql }
}

/** Which migrations the database lacks. Throws if it is one that this code must not use. */
export async function pendingMigrations(
  storage: Storage,
  sources: readonly MigrationSource[],
  db?: Database,
): Promise<MigrationName[]> {
  const steps = await pendingSteps(storage, sources, db)
  return steps.map(({ plugin, id }) => ({ plugin, id }))
}

async function pendingSteps(
  storage: Storage,
  sources: readonly MigrationSource[],
  db: Database = storage.db,
): Promise<Step[]> {
  return planSteps(storage.dialect, sources, await readLedger(db))
}

/** The ledger row goes in first: whoever comes second waits for it, finds it there and does nothing. */
async function apply(storage: Storage, step: Step, now: Date): Promise<boolean> {
  try {
    return await storage.transaction(
      async (db) => {
        const isOurs = await enterLedger(db, rowOf(step, now))
        if (isOurs) await storage.execute(db, step.sql)
        return isOurs
      },
      { schemaChange: true, separate: true, retryFor: 60_000 },
    )
  } catch (cause) {
    throw failed(step, cause)
  }
}

function failed({ plugin, id }: Step, cause: unknown): MigrationError {
  const reason = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause)
  return new MigrationError(
    `The migration "${id}" of "${plugin}" failed: ${reason}. Nothing of it was applied, and the migrations before it stay applied. ` +
      'Fix the cause in the database, or install a version with a corrected migration. Then call helpdesk.migrate() again.',
    { cause },
  )
}

function script(storage: Storage, steps: readonly Step[], now: Date): string {
  if (steps.length === 0) return ''
  const { dialect } = storage
  const parts = steps.map((step) => {
    const entry = ledgerStatement(dialect, rowOf(step, now))
    return `-- ${step.plugin} ${step.id}\n${entry}\n${step.sql.trim().replace(/;?$/, ';')}`
  })
  return [ledgerTable[dialect], ...parts].join('\n\n')
}

function rowOf({ plugin, id, checksum, breaking }: Step, appliedAt: Date): LedgerRow {
  return { plugin, id, checksum, breaking, appliedAt }
}
