/** Whether whole pages can be used by everybody: axe, run in the page. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** One line for each element of the page, or of a part of it, that breaks a rule of WCAG 2.2 AA. */
export async function violationsOf(
  page: Page,
  { except, part }: { except?: string | undefined; part?: string | undefined } = {},
): Promise<string[]> {
  // What the test evaluates is no script of the page, so that its policy says nothing about it.
  await page.evaluate(source)
  const { violations } = await page.evaluate(
    ({ runOnly, within }) =>
      (window as unknown as { axe: typeof import('axe-core') }).axe.run(within ?? document, {
        runOnly,
      }) as Promise<AxeResults>,
    { runOnly: rules, within: part },
  )
  const told = violations.filter(({ id }) => id !== except)
  return told.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${String(target)}: ${failureSummary}`),
  )
}
