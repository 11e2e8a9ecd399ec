/** What all hosts of the proofs share. */
import type { Helpdesk, Logger, Storage } from '@deskhand/core'
import { postgres } from '@deskhand/core/postgres'
import { sqlite } from '@deskhand/core/sqlite'
import { say } from './halt.ts'
import { readSharedClock } from './shared-clock.ts'

const { DATABASE_URL, DATABASE_FILE, CLOCK_FILE } = process.env

export function openDatabase(): Storage {
  return DATABASE_URL
    ? postgres({ url: DATABASE_URL, max: 6 })
    : sqlite({ file: DATABASE_FILE ?? '' })
}

const line =
  (level: string) =>
  (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
    console.error(`${level} ${message} ${fields.error ?? ''} ${fields.requestId ?? ''}`)
  }

/** Writes warnings and errors to stderr. */
export const logger: Logger = { debug() {}, info() {}, warn: line('warn'), error: line('error') }

/** The options of every helpdesk on the database of a proof, in hosts and in the test. */
export const alike = {
  secret: 'a secret that is only good for proofs',
  authenticate: () => null,
} as const

/** The options of hosts that only do background work. */
export function backgroundOptions() {
  return { ...alike, logger, clock: readSharedClock(CLOCK_FILE ?? '') }
}

/** Starts the helpdesk, then prints `started`. SIGTERM ends the process. */
export async function runInBackground(helpdesk: Pick<Helpdesk, 'start' | 'close'>): Promise<void> {
  process.once('SIGTERM', () => {
    void helpdesk.close().then(() => process.exit(0))
  })
  await helpdesk.start()
  say('started')
}
