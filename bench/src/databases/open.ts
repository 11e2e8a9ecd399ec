import { join } from 'node:path'
import type { Engine } from './engine.ts'
import type { EngineName } from './place.ts'
import { postgresEngine } from './postgres.ts'
import { startPostgres } from './postgres-server.ts'
import { sqliteEngine } from './sqlite.ts'

/** `folder` keeps what was seeded. */
export async function openEngine(name: EngineName, folder: string): Promise<Engine> {
  if (name === 'sqlite') return sqliteEngine(join(folder, 'sqlite'))
  const server = await startPostgres(join(folder, 'postgres'))
  return postgresEngine(server, join(folder, 'postgres-seeds'))
}
