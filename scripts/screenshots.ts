/**
 * Takes pictures of every page of the demo, in light and dark at three widths, into `.screenshots/`, and the
 * two that the README opens with: `pnpm screenshots [part of a name…]`. Needs Chromium as the tests do
 * (`CHROMIUM_PATH`, Debian's, or the one from npm); pngquant, where it is there, makes the README's smaller.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { startDemo } from '../examples/hono-embedded/src/demo.ts'
import {
  chromiumArgs,
  chromiumBinary,
  unpackChromium,
} from '../packages/widgets/test/support/chromium.ts'
import { type Screen, screens } from './screens.ts'

const wanted = process.argv.slice(2)
const root = join(import.meta.dirname, '..')
const folder = join(root, '.screenshots')
const images = join(root, 'docs/images')
const widths = [390, 768, 1280] as const
const schemes = ['light', 'dark'] as const
const readme = [
  { name: 'demo', screen: 'agent-ticket', scheme: 'light' },
  { name: 'demo-dark', screen: 'launcher-ticket', scheme: 'dark' },
] as const

const dataDir = mkdtempSync(join(tmpdir(), 'deskhand-screenshots-'))
const demo = await startDemo({
  host: '127.0.0.1',
  port: 0,
  dataDir,
  databaseUrl: undefined,
  secret: undefined,
})
await unpackChromium()
const { path, env } = chromiumBinary()
const browser = await chromium.launch({
  executablePath: path,
  args: [...chromiumArgs],
  env: { ...process.env, ...env } as Record<string, string>,
})

try {
  mkdirSync(folder, { recursive: true })
  for (const screen of screens.filter(({ name }) => isWanted(name))) {
    for (const scheme of schemes) {
      const context = await open(screen, scheme, 1)
      for (const width of widths) {
        const file = join(folder, `${screen.name}-${width}-${scheme}.png`)
        await picture(context, screen, { width, height: width === 390 ? 844 : 860 }, file)
      }
      await context.close()
    }
  }
  for (const { name, screen: of, scheme } of readme.filter((one) => isWanted(one.name))) {
    const screen = screens.find((one) => one.name === of)
    if (!screen) throw new Error(`There is no screen ${of}.`)
    const context = await open(screen, scheme, 2)
    const file = join(images, `${name}.png`)
    await picture(context, screen, { width: 1280, height: 860 }, file)
    spawnSync('pngquant', ['--force', '--skip-if-larger', '--output', file, '128', file])
    await context.close()
  }
} finally {
  await browser.close()
  await demo.stop()
  rmSync(dataDir, { recursive: true })
}

function isWanted(name: string): boolean {
  return wanted.length === 0 || wanted.some((part) => name.includes(part))
}

async function open(
  { person }: Screen,
  colorScheme: 'light' | 'dark',
  deviceScaleFactor: number,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    colorScheme,
    deviceScaleFactor,
    baseURL: demo.url,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  })
  await context.addCookies([{ name: 'deskhand_demo', value: person, url: demo.url }])
  return context
}

async function picture(
  context: BrowserContext,
  { path, ready, prepare, isWhole }: Screen,
  size: { width: number; height: number },
  file: string,
): Promise<void> {
  const page: Page = await context.newPage()
  await page.setViewportSize(size)
  await page.goto(path)
  if (ready) await page.locator(ready).first().waitFor()
  await prepare?.(page)
  await page.mouse.move(0, 0)
  // A page with a stream of changes never comes to rest.
  await page.locator('.skeleton:visible').first().waitFor({ state: 'detached' })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path: file, fullPage: isWhole ?? false })
  await page.close()
}
