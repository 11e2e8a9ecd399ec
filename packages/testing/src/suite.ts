/** Checks as data, so that the suites can themselves be tested on what they must refuse. */
import { afterAll, beforeAll, describe, it } from 'vitest'

export interface Check {
  readonly name: string
  run(): Promise<void> | void
}

export interface Suite {
  readonly name: string
  readonly before?: () => Promise<void>
  readonly after?: () => Promise<void>
  readonly checks?: readonly Check[]
  readonly suites?: readonly Suite[]
}

/** Hands a suite to vitest. Never retried: a check that fails now and then has found something. */
export function describeSuite({ name, before, after, checks = [], suites = [] }: Suite): void {
  describe(name, { retry: 0 }, () => {
    if (before) beforeAll(before)
    if (after) afterAll(after)
    for (const check of checks) it(check.name, () => check.run())
    for (const suite of suites) describeSuite(suite)
  })
}
