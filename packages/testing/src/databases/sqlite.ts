import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqlite } from '@deskhand/core/sqlite'
import { closing, type TestDatabases } from './types.ts'

/** SQLite in memory: fast, one connection. */
export const sqliteMemory: TestDatabases = {
  name: 'sqlite',
  async create() {
    const storage = sqlite({ file: ':memory:' })
    return { open: () => storage, dispose: () => storage.close() }
  },
}

/** SQLite in a temporary file, for what needs several connections or a real commit. */
export const sqliteFile: TestDatabases = {
  name: 'sqlite',
  async create() {
    const { file, remove } = freshSqliteFile()
    return closing(() => sqlite({ file }), remove)
  },
}

export interface FreshSqliteFile {
  readonly file: string
  remove(): void
}

/** A path for a new SQLite file in a folder of its own, which also takes its `-wal` and `-shm`. */
export function freshSqliteFile(): FreshSqliteFile {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-sqlite-'))
  return {
    file: join(folder, 'helpdesk.db'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
