/** People with browsers of their own. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import {
  chromiumArgs,
  chromiumBinary,
  unpackChromium,
} from '../../../../packages/widgets/test/support/chromium.ts'

export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** What went wrong on the page, and what its policy forbade. */
  readonly problems: readonly string[]
}

/** Long, because a busy machine is no failure. */
const patience = 60_000

export async function launchBrowser(): Promise<Browser> {
  await unpackChromium()
  const { path, env } = chromiumBinary()
  return chromium.launch({
    executablePath: path,
    args: [...chromiumArgs],
    env: { ...process.env, ...env } as Record<string, string>,
  })
}

export async function visit(browser: Browser, url: string, person: string): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
  })
  context.setDefaultTimeout(patience)
  await context.addCookies([{ name: 'deskhand_demo', value: person, url }])
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (/Content.Security.Policy|TrustedHTML/i.test(message.text())) problems.push(message.text())
  })
  return { context, page, problems }
}
