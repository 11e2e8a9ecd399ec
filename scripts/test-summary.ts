/**
 * Prints one line, `N passed, N failed`, from vitest's JSON report.
 * The first argument is the number of other checks that failed; they count as failures.
 */
import { readFileSync } from 'node:fs'

interface TestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

const failedChecks = Number(process.argv[2] ?? 0)
const { passed, failed, skipped } = countsOf(readReport('.reports/tests.json'))
const counts = [`${passed} passed`, `${failed + failedChecks} failed`]
if (skipped > 0) counts.push(`${skipped} skipped`)
console.log(counts.join(', '))

function readReport(file: string): TestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
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
