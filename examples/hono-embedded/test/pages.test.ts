/** Every page of the demo, on phones and desks: nothing that keeps somebody from using it. */
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Demo, startDemo } from '../src/demo.ts'
import { violationsOf } from './support/axe.ts'
import { settingsIn, temporaryFolder } from './support/settings.ts'
import { launchBrowser, visit } from './support/visitors.ts'

const limit = 240_000
const folder = temporaryFolder()
let demo: Demo
let browser: Browser

interface Sight {
  readonly path: string
  /** Empty for nobody. */
  readonly person: string
  /** Is there once the page has what it needs. */
  readonly ready: string
  readonly prepare?: (page: Page) => Promise<void>
}

const row = 'deskhand-ticket-list tbody .open'
const openMenu = (page: Page) => page.locator('.who summary').click()

const sights: Readonly<Record<string, Sight>> = {
  product: { path: '/', person: 'ada', ready: 'deskhand-launcher .opener' },
  portal: { path: '/portal', person: 'ada', ready: row },
  'agent desk': { path: '/agent', person: 'grace', ready: row },
  'for the team only': { path: '/agent', person: 'ada', ready: 'h1' },
  'tag manager': { path: '/agent?view=tags%3Amanager', person: 'root', ready: 'tbody tr' },
  elements: { path: '/elements', person: 'grace', ready: 'deskhand-ticket article' },
  API: { path: '/api', person: 'grace', ready: 'h1' },
  'API, signed out': { path: '/api', person: '', ready: 'h1', prepare: openMenu },
  'menu of people': { path: '/portal', person: 'ada', ready: row, prepare: openMenu },
  ticket: { path: '/tickets/7', person: 'grace', ready: '.conversation' },
  reference: { path: '/reference', person: 'grace', ready: 'h1' },
  'no page': { path: '/nowhere', person: 'ada', ready: 'h1' },
}

beforeAll(async () => {
  demo = await startDemo(settingsIn(folder.path))
  browser = await launchBrowser()
}, limit)

afterAll(async () => {
  await browser?.close()
  await demo?.stop()
  folder.remove()
})

describe.each(Object.entries(sights))('%s', { timeout: limit }, (_name, sight) => {
  test.each([390, 1280])('is accessible, %i pixels wide', async (width) => {
    const { context, page } = await visit(browser, demo.url, sight.person)
    if (sight.person === '') await context.clearCookies()
    await page.setViewportSize({ width, height: 844 })
    await page.goto(sight.path)
    await page.locator(sight.ready).first().waitFor()
    await sight.prepare?.(page)
    expect(await violationsOf(page)).toEqual([])
    await context.close()
  })
})
