/** Compares the migrations of the code with those of the database. */
import { createHash } from 'node:crypto'
import type { DialectName } from '../db/types.ts'
import { MigrationError } from './errors.ts'
import type { LedgerRow } from './ledger.ts'
import type { Migration } from './types.ts'

/** The migrations of core or of one plugin, oldest first. */
export interface MigrationSource {
  readonly plugin: string
  readonly migrations: readonly Migration[]
}

export interface MigrationName {
  readonly plugin: string
  readonly id: string
}

/** A migration on its way into one database. */
export interface Step extends MigrationName {
  readonly sql: string
  readonly checksum: string
  readonly breaking: boolean
}

/** What is still to be applied, in order. Throws if the database and the code don't fit together. */
export function planSteps(
  dialect: DialectName,
  sources: readonly MigrationSource[],
  applied: readonly LedgerRow[],
): Step[] {
  const steps = sources.flatMap((source) => stepsOf(source, dialect))
  refuseIfAhead(sources, steps, applied)
  return steps.filter((step) => {
    const row = applied.find((candidate) => isSame(candidate, step))
    if (row && row.checksum !== step.checksum) throw changed(step)
    return !row
  })
}

function stepsOf({ plugin, migrations }: MigrationSource, dialect: DialectName): Step[] {
  return migrations.map((migration) => {
    const sql = migration[dialect]
    const checksum = createHash('sha256').update(sql).digest('hex')
    return { plugin, id: migration.id, sql, checksum, breaking: migration.breaking ?? false }
  })
}

function refuseIfAhead(
  sources: readonly MigrationSource[],
  steps: readonly Step[],
  applied: readonly LedgerRow[],
): void {
  const unknown = applied.find(
    (row) =>
      row.breaking &&
      sources.some((source) => source.plugin === row.plugin) &&
      !steps.some((step) => isSame(step, row)),
  )
  if (!unknown) return
  throw new MigrationError(
    `The database is ahead of this code: a newer version of "${unknown.plugin}" applied the migration "${unknown.id}", which older code can't work with. Start that version or a later one, or restore a backup from before it.`,
  )
}

function changed({ plugin, id }: Step): MigrationError {
  return new MigrationError(
    `The migration "${id}" of "${plugin}" was changed after it was applied to this database. Restore its text as it was released, and put the change into a new migration.`,
  )
}

function isSame(one: MigrationName, other: MigrationName): boolean {
  return one.plugin === other.plugin && one.id === other.id
}
