import type { Storage } from '../db/types.ts'
import { MigrationError } from './errors.ts'
import { pendingMigrations } from './migrate.ts'
import type { MigrationSource } from './plan.ts'

/**
 * A check that passes once the database is up to date, and asks it no more after that. Throws
 * `MigrationError` with what is missing.
 */
export function requireMigrated(
  storage: Storage,
  sources: readonly MigrationSource[],
): () => Promise<void> {
  let isUpToDate = false
  return async () => {
    if (isUpToDate) return
    const pending = await pendingMigrations(storage, sources)
    if (pending.length > 0) {
      const names = pending.map(({ plugin, id }) => `${plugin}/${id}`).join(', ')
      throw new MigrationError(
        `The database lacks the migrations ${names}. Call \`await helpdesk.migrate()\` before serving.`,
      )
    }
    isUpToDate = true
  }
}
