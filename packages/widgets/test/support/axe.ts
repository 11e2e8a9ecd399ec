import axe from 'axe-core'
import { expect } from 'vitest'
import { commands } from 'vitest/browser'
import type { Mounted } from './mount.ts'
import { settled } from './mount.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Rules about whole pages, of which a mounted element is none. */
const ofPages = ['region', 'page-has-heading-one', 'landmark-one-main', 'heading-order']

/** No violations of WCAG 2.2 AA in the state that is on the page, in light and in dark. */
export async function expectAccessible({ provider }: Mounted): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    provider.theme = theme
    document.documentElement.style.background = theme === 'dark' ? '#101213' : '#ffffff'
    await settled(provider)
    const { violations } = await axe.run(provider, {
      runOnly: rules,
      rules: Object.fromEntries(ofPages.map((rule) => [rule, { enabled: false }])),
    })
    const told = violations.map(
      ({ id, help, nodes }) => `${theme}: ${id}, ${help}\n${nodes.map(tellNode).join('\n')}`,
    )
    expect(told).toEqual([])
  }
  document.documentElement.style.background = ''
}

function tellNode({ html, failureSummary }: axe.NodeResult): string {
  return `  ${html}\n  ${failureSummary}`
}

/** The page as Windows' contrast themes show it. */
export function forceColours(): Promise<void> {
  return commands.emulateMedia({ forcedColors: 'active' })
}
