/** A clock that all processes of a proof read and that the test advances, so that no process waits for locks to expire. */
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SharedClock {
  /** The environment of processes that read this clock. */
  readonly env: Readonly<Record<string, string>>
  readonly now: () => Date
  advance(ms: number): void
  remove(): void
}

export function createSharedClock(): SharedClock {
  const directory = mkdtempSync(join(tmpdir(), 'deskhand-clock-'))
  const file = join(directory, 'ahead')
  let ahead = 0

  function advance(ms: number): void {
    ahead += ms
    // Renamed, so that no process reads a part of it.
    writeFileSync(`${file}.new`, String(ahead))
    renameSync(`${file}.new`, file)
  }

  advance(0)
  return {
    env: { CLOCK_FILE: file },
    now: () => new Date(Date.now() + ahead),
    advance,
    remove: () => rmSync(directory, { recursive: true }),
  }
}

/** Opens the same clock in another process. */
export function readSharedClock(file: string): { now(): Date } {
  return { now: () => new Date(Date.now() + Number(readFileSync(file, 'utf8'))) }
}
