import type { HelpdeskPlugin, Storage } from '@deskhand/core'

/** A kind of database that tests can have a new one of. */
export interface TestDatabases {
  /** As it is shown in the names of tests. */
  readonly name: string
  /** An empty database. */
  create(): Promise<TestDatabase>
  /**
   * A database on which the migrations of core and of these plugins have run, for an engine where a copy of
   * one is faster. Without it `createTestHelpdesk` migrates an empty database.
   */
  createMigrated?(plugins: readonly HelpdeskPlugin[]): Promise<TestDatabase>
}

export interface TestDatabase {
  /**
   * A storage on this database: where the database can be opened several times, one with
   * connections of its own, as another process would have.
   */
  open(): Storage
  /** Closes what was opened and removes the database. */
  dispose(): Promise<void>
}

/** Keeps track of what was opened, to close it before the database is removed. */
export function closing(open: () => Storage, remove: () => void | Promise<void>): TestDatabase {
  const opened: Storage[] = []
  return {
    open() {
      const storage = open()
      opened.push(storage)
      return storage
    },
    async dispose() {
      await Promise.all(opened.map((storage) => storage.close()))
      await remove()
    },
  }
}
