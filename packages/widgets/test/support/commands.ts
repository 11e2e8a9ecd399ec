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

const globalNames = 'Object.getOwnPropertyNames(window)'

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
    // A document of the same origin without a script.
    await page.goto(new URL('/strict/app.js', url).href)
    const before = new Set(await page.evaluate<string[]>(globalNames))
    await page.goto(url)
    for (const [selector, words] of Object.entries(fill)) {
      await page.locator(selector).first().fill(words, { timeout })
    }
    for (const selector of click) await page.locator(selector).first().click({ timeout })
    await page.getByText(text).first().waitFor({ timeout })
    const after = await page.evaluate<string[]>(globalNames)
    return { problems, globals: after.filter((name) => !before.has(name)) }
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
