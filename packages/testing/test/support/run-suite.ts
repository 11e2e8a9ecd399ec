/** Runs a suite without vitest's own bookkeeping, so that a test can expect it to fail. */
import type { Suite } from '../../src/suite.ts'

export interface Outcome {
  /** The names from the outermost suite to the check, joined by ` › `. */
  readonly name: string
  readonly error: unknown
}

/** The outcome of every check whose name matches. */
export async function runSuite(suite: Suite, pattern = /./, outer = ''): Promise<Outcome[]> {
  const path = outer === '' ? suite.name : `${outer} › ${suite.name}`
  const checks = (suite.checks ?? []).map(({ name, run }) => ({ name: `${path} › ${name}`, run }))
  const wanted = checks.filter(({ name }) => pattern.test(name))
  const outcomes: Outcome[] = []
  await suite.before?.()
  try {
    for (const { name, run } of wanted) outcomes.push({ name, error: await errorOf(run) })
    for (const inner of suite.suites ?? []) {
      outcomes.push(...(await runSuite(inner, pattern, path)))
    }
  } finally {
    await suite.after?.()
  }
  return outcomes
}

async function errorOf(run: () => Promise<void> | void): Promise<unknown> {
  try {
    await run()
    return undefined
  } catch (error) {
    return error ?? new Error('Something falsy was thrown.')
  }
}
