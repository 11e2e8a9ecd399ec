import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Settings } from '../../src/settings.ts'

/** A folder of its own for the data of a demo. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'deskhand-demo-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Enough for every page to show something. All of them are hundreds, which take thousands of statements. */
export const fewTickets = { default: 48, acme: 8 }

/** SQLite in `dataDir`, on any free port. */
export function settingsIn(dataDir: string): Settings {
  return { host: '127.0.0.1', port: 0, dataDir, databaseUrl: undefined, secret: undefined }
}
