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

/** Long, because a busy machine is no failure. */
const timeout = 60_000

type Fill = Readonly<Record<string, string>>

const visitPage: BrowserCommand<
  [url: string, click: readonly string[], text: string, fill?: Fill]
> = async ({ context }, url, click, text, fill = {}): Promise<StrictResult> => {
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  try {
    await page.goto(url)
    for (const [selector, words] of Object.entries(fill)) {
      await page.locator(selector).first().fill(words, { timeout })
    }
    for (const selector of click) await page.locator(selector).first().click({ timeout })
    await page.getByText(text).first().waitFor({ timeout })
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
    /** Opens a page in a new tab, types, clicks, waits for a text and tells what went wrong. */
    visitPage(
      url: string,
      click: readonly string[],
      text: string,
      fill?: Fill,
    ): Promise<StrictResult>
  }
}
