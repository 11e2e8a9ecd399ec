/** Memory and start are measured on what is published. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const tsup = join(root, 'node_modules/.bin/tsup')

/** Builds the packages that are measured, unless what was built is newer than their source. */
export function builtPackages(): void {
  for (const name of ['core', 'plugin-tags']) {
    const folder = join(root, 'packages', name)
    const entry = join(folder, 'dist/index.js')
    if (existsSync(entry) && statSync(entry).mtimeMs > newestIn(join(folder, 'src'))) continue
    execFileSync(tsup, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
  }
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Math.max(...files.map((name) => statSync(join(folder, name)).mtimeMs))
}
