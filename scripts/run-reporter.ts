/** Writes what vitest's JSON report lacks: the flaky tests, and how long each test file took. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** A test that failed at first and passed when it was retried. */
export interface FlakyTest {
  readonly file: string
  /** With the names of its suites, as `suite > test`. */
  readonly test: string
  /** The message of the first attempt's error. */
  readonly error: string
}

export interface FileDuration {
  readonly file: string
  /** Imports, hooks and tests, in milliseconds. */
  readonly ms: number
}

/** Writes `flaky.json` and `durations.json` into `.reports` at the root of the test run. */
export function runReporter(): Reporter {
  let root = process.cwd()

  const fileOf = (module: TestModule) => relative(root, module.moduleId)

  const flakyTest = (test: TestCase): FlakyTest => ({
    file: fileOf(test.module),
    test: test.fullName,
    error: test.attempts()[0]?.errors?.[0]?.message ?? '',
  })

  const durationOf = (module: TestModule): FileDuration => {
    const { collectDuration, setupDuration, duration } = module.diagnostic()
    return { file: fileOf(module), ms: Math.round(collectDuration + setupDuration + duration) }
  }

  return {
    onInit(vitest) {
      root = vitest.config.root
    },
    onTestRunEnd(modules) {
      const tests = modules.flatMap((module) => [...module.children.allTests('passed')])
      const flaky = tests.filter((test) => test.diagnostic()?.flaky).map(flakyTest)
      const folder = join(root, '.reports')
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'flaky.json'), JSON.stringify(flaky, null, 2))
      writeFileSync(join(folder, 'durations.json'), JSON.stringify(modules.map(durationOf)))
    },
  }
}
