/** Runs the tests of a folder in `fixtures/` under the configuration of this repository. */
import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../../..')

export interface Fixture {
  readonly folder: string
  /** Starts vitest with these variables in the environment, which has no `CI` otherwise. */
  start(env: NodeJS.ProcessEnv, ...filters: readonly string[]): ChildProcess
  /** Removes what the runs wrote. */
  clean(): void
}

export function fixture(name: string): Fixture {
  const folder = join(import.meta.dirname, '../fixtures', name)
  return {
    folder,
    start(env, ...filters) {
      const { VITEST, CI, ...own } = process.env
      const options = [
        ...['--config', join(root, 'vitest.config.ts'), '--root', folder],
        ...['--project', 'node', '--project', 'proofs'],
      ]
      return spawn(
        process.execPath,
        [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...options, ...filters],
        { env: { ...own, ...env }, stdio: 'ignore' },
      )
    },
    clean() {
      for (const written of ['.reports', 'node_modules']) {
        rmSync(join(folder, written), { recursive: true, force: true })
      }
    },
  }
}
