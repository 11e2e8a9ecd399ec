import { setTimeout as pause } from 'node:timers/promises'
import type { Storage } from '@deskhand/core'
import { rows, sql } from '@deskhand/core/db'

/** Waits until Postgres is through with what a killed process had under way. */
export async function quiet({ db, dialect }: Storage): Promise<void> {
  if (dialect === 'sqlite') return
  for (let tries = 0; tries < 200; tries++) {
    const [others] = await rows<{ total: number }>(
      db,
      sql`select count(*) as total from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
    )
    if (others?.total === 0) return
    await pause(25)
  }
  throw new Error('Postgres is still busy with a connection of a process that was killed.')
}
