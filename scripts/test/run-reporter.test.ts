/** The test run itself: what is retried, what is reported, and what the summary says. */
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { FlakyTest } from '../run-reporter.ts'

const root = join(import.meta.dirname, '../..')
const fixture = join(import.meta.dirname, 'fixture')
const reports = join(fixture, '.reports')

const flakyTest: FlakyTest = {
  file: 'packages/shop/src/flaky.test.ts',
  test: 'an order > succeeds at the second attempt',
  error: "expected 'attempt 1' to be 'attempt 2' // Object.is equality",
}

afterEach(() => {
  for (const folder of [reports, join(fixture, 'node_modules')]) {
    rmSync(folder, { recursive: true, force: true })
  }
})

describe('a run in CI', () => {
  it('succeeds when a test passes on its retry, and lists that test', () => {
    expect(run({ CI: 'true' }, 'flaky')).toBe(0)
    expect(report('flaky.json')).toEqual([flakyTest])
    const lines = summary()
    expect(lines).toContain(`  ${flakyTest.file} > ${flakyTest.test}`)
    expect(lines).toContain(`    ${flakyTest.error}`)
    expect(lines).toContainEqual(
      expect.stringMatching(/^ +\d+\.\d s {2}packages.+flaky\.test\.ts$/),
    )
    expect(lines.at(-1)).toBe('1 passed, 0 failed')
  })

  it('fails for what fails again, for hooks, for files that do not load and for what is never retried', () => {
    expect(run({ CI: 'true' })).toBe(1)
    expect(report('flaky.json')).toEqual([flakyTest])
    expect(report('tests.json')).toMatchObject({ numFailedTests: 3, numPassedTests: 1 })
    expect(summary().at(-1)).toBe('1 passed, 5 failed, 1 skipped')
    expect(summary('2').at(-1)).toBe('1 passed, 7 failed, 1 skipped')
  })
})

describe('a local run', () => {
  it('retries nothing', () => {
    expect(run({}, 'flaky')).toBe(1)
  })
})

/** Runs the fixture's tests under the configuration of this repository; returns the exit code. */
function run(env: NodeJS.ProcessEnv, ...filters: readonly string[]): number | null {
  const { VITEST, CI, ...own } = process.env
  const { status } = spawnSync(
    process.execPath,
    [
      ...[join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...filters],
      ...['--config', join(root, 'vitest.config.ts'), '--root', fixture],
      ...['--project', 'node', '--project', 'proofs'],
    ],
    { env: { ...own, ...env } },
  )
  return status
}

function report(name: string): unknown {
  return JSON.parse(readFileSync(join(reports, name), 'utf8'))
}

/** What the summary prints after that run, line by line. */
function summary(...otherFailedChecks: readonly string[]): string[] {
  const script = join(root, 'scripts/test-summary.ts')
  const { stdout } = spawnSync(process.execPath, [script, ...otherFailedChecks], {
    cwd: fixture,
    encoding: 'utf8',
  })
  return stdout.trimEnd().split('\n')
}
