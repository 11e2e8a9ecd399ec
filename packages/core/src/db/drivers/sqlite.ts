/** `sqlite()`: the embedded database, on Node's own SQLite. */
import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { checkOptions } from '../../kit/check-options.ts'
import { DatabaseError } from '../errors.ts'
import { deadlineIn, retry } from '../retry.ts'
import type { Storage } from '../types.ts'
import { connect } from './sqlite-connection.ts'
import { createSqliteEngine, type SqliteTransaction } from './sqlite-engine.ts'
import { createStorage } from './storage.ts'

export type { SqliteTransaction }

export type SqliteOptions =
  /** A path, created with its folder if missing, or `:memory:`. */
  | { readonly file: string }
  /**
   * The host's own connection: used for everything, never closed. Foreign keys have to be on. What
   * the host writes on it by itself while a transaction of the helpdesk is open belongs to that.
   */
  | { readonly database: DatabaseSync }

/**
 * A SQLite database in a file, or the connection that the host has open already.
 *
 * @example
 * createHelpdesk({ database: sqlite({ file: 'helpdesk.db' }), … })
 */
export function sqlite(options: SqliteOptions): Storage<SqliteTransaction> {
  if ('database' in Object(options)) {
    const { database } = checkOptions('sqlite({ database })', sharedOptions, options)
    return createStorage(shared(database))
  }
  const { file } = checkOptions('sqlite({ file })', ownedOptions, options)
  return createStorage(owned(file))
}

const sharedOptions = z.strictObject({
  database: z.instanceof(DatabaseSync, { error: 'It must be a DatabaseSync of node:sqlite.' }),
})

const ownedOptions = z.strictObject(
  { file: z.string('It must be a path, or ":memory:".').min(1, 'It must not be empty.') },
  "Write sqlite({ file: './helpdesk.db' }).",
)

function shared(database: DatabaseSync) {
  const enforced = database.prepare('pragma foreign_keys').get()?.foreign_keys
  if (!enforced) {
    throw new DatabaseError(
      'Foreign keys are off on the connection passed to sqlite(). Open it with { enableForeignKeyConstraints: true }.',
    )
  }
  const connection = connect(database)
  return createSqliteEngine({
    writer: connection,
    isShared: true,
    prepare: async () => connection,
    close() {},
  })
}

function owned(file: string) {
  const writer = connect(openFile(file))
  let reader = writer
  return createSqliteEngine({
    writer,
    isShared: false,
    async prepare() {
      // Another process that opens the file may have it for itself. `synchronous` reads the file, and
      // `journal_mode` needs it alone, so either of them can answer SQLITE_BUSY.
      const setUp = () => {
        writer.execute('pragma foreign_keys = on; pragma synchronous = full')
        return writer.run('pragma journal_mode = wal', [], 'arrays')
      }
      const [mode] = (await retry(setUp, deadlineIn())) as [[string]]
      if (mode[0] === 'wal') reader = connect(openFile(file, { readOnly: true }))
      return reader
    },
    close() {
      // The last one to close writes the log back into the file, which a reader can't.
      if (reader !== writer) reader.database.close()
      writer.database.close()
    },
  })
}

function openFile(file: string, options: { readOnly?: boolean } = {}): DatabaseSync {
  try {
    if (file !== ':memory:') mkdirSync(dirname(resolve(file)), { recursive: true })
    return new DatabaseSync(file, options)
  } catch (cause) {
    throw new DatabaseError(`The SQLite file ${resolve(file)} can't be opened.`, { cause })
  }
}
