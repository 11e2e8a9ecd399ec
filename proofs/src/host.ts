/** What the hosts of the proofs have in common. */
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

/** Warnings and errors, on stderr. */
export const logger: Logger = { debug() {}, info() {}, warn: line('warn'), error: line('error') }

/** What every helpdesk on one database of a proof has, here and in the test. */
export const alike = {
  secret: 'a secret that is only good for proofs',
  authenticate: () => null,
} as const

/** For hosts that only work in the background. */
export function backgroundOptions() {
  return { ...alike, logger, clock: readSharedClock(CLOCK_FILE ?? '') }
}

/** Starts it and says so. It ends by SIGTERM. */
export async function runInBackground(helpdesk: Pick<Helpdesk, 'start' | 'close'>): Promise<void> {
  process.once('SIGTERM', () => {
    void helpdesk.close().then(() => process.exit(0))
  })
  await helpdesk.start()
  say('started')
}
