/** Every page of the demo, on phones and desks: nothing that keeps somebody from using it. */
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Demo, startDemo } from '../src/demo.ts'
import { elementFacts } from '../src/pages/elements/manifest.ts'
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
  /** A rule that such a page can't keep. */
  readonly except?: string
  /** Only this part is looked at. What lies under an open menu is no target as long as it is open. */
  readonly part?: string
}

const row = 'deskhand-ticket-list tbody .open'
const openMenu = (page: Page) => page.locator('.who summary').click()

const sights: Readonly<Record<string, Sight>> = {
  product: { path: '/', person: 'ada', ready: 'deskhand-launcher .opener' },
  portal: { path: '/portal', person: 'ada', ready: row },
  'agent desk': { path: '/agent', person: 'grace', ready: row },
  'for the team only': { path: '/agent', person: 'ada', ready: 'h1' },
  'tag manager': { path: '/agent?view=tags%3Amanager', person: 'root', ready: 'tbody tr' },
  elements: {
    path: '/elements',
    person: 'grace',
    ready: 'deskhand-attachments li',
    // It has two fields to write in: of the ticket, and alone.
    except: 'landmark-unique',
  },
  API: { path: '/api', person: 'grace', ready: 'h1' },
  'API, signed out': { path: '/api', person: '', ready: 'h1', prepare: openMenu },
  'menu of people': {
    path: '/portal',
    person: 'ada',
    ready: row,
    prepare: openMenu,
    part: 'header.top',
  },
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
    expect(await violationsOf(page, sight)).toEqual([])
    await context.close()
  })
})

describe('/elements', { timeout: limit }, () => {
  test('shows each element that there is with its code, and runs it', async () => {
    const { context, page, problems } = await visit(browser, demo.url, 'grace')
    await page.goto('/elements')
    const facts = await elementFacts(folder.path)
    const ids = await page
      .locator('section.element > h2')
      .evaluateAll((all) => all.map(({ id }) => id))
    expect(ids.sort()).toEqual([...facts.map(({ tagName }) => tagName), 'tokens'].sort())
    expect(await page.locator('section.element .code').count()).toBe(facts.length)
    // What only the page's script can tell them.
    const live = page.locator('.live')
    await live.locator('> deskhand-composer textarea').waitFor()
    await live.locator('> deskhand-upload').getByRole('button').waitFor()
    await live.locator('> deskhand-attachments li').first().waitFor()
    await live.locator('> deskhand-rich-text strong').waitFor()
    await live.locator('> deskhand-person').getByText('Ada Lindqvist').waitFor()
    await live.locator('> deskhand-slot sla-panel').waitFor()
    await live.locator('> deskhand-tag-manager tbody tr').first().waitFor()
    expect(problems).toEqual([])
    await context.close()
  })
})
