/** In a process of its own: a helpdesk on an empty SQLite file, and the same SQL without it. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createBenchHelpdesk } from '../helpdesk.ts'
import type { StartTimes } from './measure.ts'

const folder = process.argv[2] as string

async function timed<T>(work: () => T | Promise<T>): Promise<{ result: T; ms: number }> {
  const started = performance.now()
  const result = await work()
  return { result, ms: performance.now() - started }
}

const deskhand = await timed(async () => {
  const helpdesk = createBenchHelpdesk({ engine: 'sqlite', file: join(folder, 'deskhand.db') })
  const { sql } = await helpdesk.migrate()
  return { helpdesk, sql }
})
const bare = await timed(() => {
  const database = new DatabaseSync(join(folder, 'bare.db'))
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  database.exec(`begin; ${deskhand.result.sql}; commit`)
  database.close()
})
await deskhand.result.helpdesk.close()
process.send?.({ deskhand: deskhand.ms, bare: bare.ms } satisfies StartTimes)
process.disconnect?.()
