/** What a test asks of the browser around its page. */
import type { BrowserCommand } from 'vitest/node'
import type { StrictResult } from './strict-page.ts'

interface EmulatedMedia {
  readonly colorScheme?: 'light' | 'dark' | null
  readonly forcedColors?: 'active' | 'none' | null
  readonly reducedMotion?: 'reduce' | 'no-preference' | null
}

const emulateMedia: BrowserCommand<[media: EmulatedMedia]> = ({ page }, media) =>
  page.emulateMedia(media)

const visitPage: BrowserCommand<[url: string, click: readonly string[], text: string]> = async (
  { context },
  url,
  click,
  text,
): Promise<StrictResult> => {
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  try {
    await page.goto(url)
    for (const selector of click) await page.locator(selector).first().click()
    await page.getByText(text).first().waitFor()
    return { problems }
  } finally {
    await page.close()
  }
}

export const commands = { emulateMedia, visitPage }

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Like `page.emulateMedia` of Playwright; `null` goes back to the default. */
    emulateMedia(media: EmulatedMedia): Promise<void>
    /** Opens a page in a new tab, clicks, waits for a text and tells what went wrong. */
    visitPage(url: string, click: readonly string[], text: string): Promise<StrictResult>
  }
}
