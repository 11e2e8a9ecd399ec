import { join } from 'node:path'
import type { Engine } from './engine.ts'
import type { EngineName } from './place.ts'
import { sqliteEngine } from './sqlite.ts'

export async function openEngine(name: EngineName, folder: string): Promise<Engine> {
  if (name === 'sqlite') return sqliteEngine(join(folder, 'sqlite'))
  throw new Error('not yet')
}
