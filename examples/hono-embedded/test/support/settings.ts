import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Settings } from '../../src/settings.ts'

/** A folder of its own for the data of a demo. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'deskhand-demo-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** SQLite in `dataDir`, on any free port. */
export function settingsIn(dataDir: string): Settings {
  return { host: '127.0.0.1', port: 0, dataDir, databaseUrl: undefined, secret: undefined }
}
