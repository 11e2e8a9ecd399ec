/** The test run itself: what is retried, what is reported, and what the summary says. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { FlakyTest } from '../run-reporter.ts'
import { fixture, root } from './support/fixture.ts'

const { folder, start, clean } = fixture('reports')
afterEach(clean)

const flakyTest: FlakyTest = {
  file: 'packages/shop/src/flaky.test.ts',
  test: 'an order > succeeds at the second attempt',
  error: "expected 'attempt 1' to be 'attempt 2' // Object.is equality",
}

describe('a run in CI', () => {
  it('succeeds when a test passes on its retry, and lists that test', async () => {
    expect(await run({ CI: 'true' }, 'flaky')).toBe(0)
    expect(report('flaky.json')).toEqual([flakyTest])
    const lines = summary()
    expect(lines).toContain(`  ${flakyTest.file} > ${flakyTest.test}`)
    expect(lines).toContain(`    ${flakyTest.error}`)
    expect(lines).toContainEqual(
      expect.stringMatching(/^ +\d+\.\d s {2}packages.+flaky\.test\.ts$/),
    )
    expect(lines.at(-1)).toBe('1 passed, 0 failed')
  })

  it('fails for what fails again, for hooks, for files that do not load and for what is never retried', async () => {
    expect(await run({ CI: 'true' })).toBe(1)
    expect(report('flaky.json')).toEqual([flakyTest])
    expect(report('tests.json')).toMatchObject({ numFailedTests: 3, numPassedTests: 1 })
    expect(summary().at(-1)).toBe('1 passed, 5 failed, 1 skipped')
    expect(summary('2').at(-1)).toBe('1 passed, 7 failed, 1 skipped')
  })
})

describe('a local run', () => {
  it('retries nothing', async () => {
    expect(await run({}, 'flaky')).toBe(1)
  })
})

/** The exit code of vitest. */
async function run(env: NodeJS.ProcessEnv, ...filters: readonly string[]): Promise<number> {
  const [code] = await once(start(env, ...filters), 'exit')
  return code
}

function report(name: string): unknown {
  return JSON.parse(readFileSync(join(folder, '.reports', name), 'utf8'))
}

/** What the summary prints after that run, line by line. */
function summary(...otherFailedChecks: readonly string[]): string[] {
  const script = join(root, 'scripts/test-summary.ts')
  const { stdout } = spawnSync(process.execPath, [script, ...otherFailedChecks], {
    cwd: folder,
    encoding: 'utf8',
  })
  return stdout.trimEnd().split('\n')
}
