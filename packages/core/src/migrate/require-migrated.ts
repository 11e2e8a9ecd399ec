import type { Database, Storage } from '../db/types.ts'
import { MigrationError } from './errors.ts'
import { pendingMigrations } from './migrate.ts'
import type { MigrationSource } from './plan.ts'

/** Closed until a query has shown that the database is up to date, and open from then on. */
export interface Gate {
  isOpen(): boolean
  /**
   * Checks the database, unless the gate is open.
   *
   * @param db The connection to query. Default: one of the storage's own.
   * @throws MigrationError with the migrations that are missing.
   */
  open(db?: Database): Promise<void>
}

export function requireMigrated(storage: Storage, sources: readonly MigrationSource[]): Gate {
  let isUpToDate = false
  return {
    isOpen: () => isUpToDate,
    async open(db = storage.db) {
      if (isUpToDate) return
      const pending = await pendingMigrations(storage, sources, db)
      if (pending.length > 0) {
        const names = pending.map(({ plugin, id }) => `${plugin}/${id}`).join(', ')
        throw new MigrationError(
          `The database lacks the migrations ${names}. Call \`await helpdesk.migrate()\` before serving.`,
        )
      }
      isUpToDate = true
    },
  }
}
