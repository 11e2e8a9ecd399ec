/** What the benchmark needs of a database: seeded ones that are kept, and copies to work on. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '../seed/generate.ts'
import type { EngineName, Place } from './place.ts'

export interface Engine {
  readonly name: EngineName
  /** Seeds that many tickets unless an earlier run has. */
  seed(tickets: number): Promise<Manifest>
  /** A copy of what was seeded. */
  copy(tickets: number, label: string): Promise<Place>
  /** Removes the copies. */
  close(): Promise<void>
}

const packages = join(import.meta.dirname, '../../../packages')
const sources = [
  join(import.meta.dirname, '../seed'),
  join(packages, 'core/src/migrations'),
  join(packages, 'plugin-tags/src/migrations'),
]

/** Changes when the tables or the way they are filled do. */
export function seedVersion(): string {
  const hash = createHash('sha256')
  for (const folder of sources) {
    for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex').slice(0, 12)
}
