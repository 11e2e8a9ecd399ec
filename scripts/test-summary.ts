/**
 * Prints what a test run in CI came to, from the reports that it left in `.reports`: the flaky tests, the
 * slowest files, and on the last line `N passed, N failed`.
 * The first argument is the number of other checks that failed; they count as failures.
 */
import { readFileSync } from 'node:fs'
import type { FileDuration, FlakyTest } from './run-reporter.ts'

interface TestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

const slowestFiles = 10

const failedChecks = Number(process.argv[2] ?? 0)
printFlaky(readReport('flaky.json') ?? [])
printSlowest(readReport('durations.json') ?? [])
const { passed, failed, skipped } = countsOf(readReport('tests.json'))
const counts = [`${passed} passed`, `${failed + failedChecks} failed`]
if (skipped > 0) counts.push(`${skipped} skipped`)
console.log(counts.join(', '))

function readReport<Report>(name: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(`.reports/${name}`, 'utf8'))
  } catch {
    return undefined
  }
}

function printFlaky(tests: readonly FlakyTest[]): void {
  if (tests.length === 0) return
  console.log('Flaky tests, which failed at first and passed when they were retried:')
  for (const { file, test, error } of tests) {
    console.log(`  ${file} > ${test}\n    ${error.replaceAll('\n', '\n    ')}`)
  }
  console.log()
}

function printSlowest(files: readonly FileDuration[]): void {
  if (files.length === 0) return
  console.log('Slowest test files:')
  for (const { file, ms } of files.toSorted((a, b) => b.ms - a.ms).slice(0, slowestFiles)) {
    console.log(`${(ms / 1_000).toFixed(1).padStart(7)} s  ${file}`)
  }
  console.log()
}

function countsOf(report: TestReport | undefined) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const filesThatDidNotLoad = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  ).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + filesThatDidNotLoad,
    skipped: report.numPendingTests,
  }
}

function isFailed({ status }: { status: string }): boolean {
  return status === 'failed'
}
