import type { Storage } from '@deskhand/core'

/** A kind of database that tests can have a new one of. */
export interface TestDatabases {
  /** As it is shown in the names of tests. */
  readonly name: string
  /** An empty database. */
  create(): Promise<TestDatabase>
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
