/** What there is to see of the demo: pages and their states. */
import type { Page } from 'playwright'

export interface Screen {
  readonly name: string
  readonly path: string
  readonly person: string
  /** Is there once the page has what it needs. */
  readonly ready?: string
  prepare?(page: Page): Promise<void>
  /** The page to its end, not only what is seen first. */
  readonly isWhole?: boolean
}

const row = 'deskhand-ticket-list tbody .open'
const conversation = 'deskhand-ticket article'

async function openFirst(page: Page): Promise<void> {
  await page.locator(row).first().click()
  await page.locator(conversation).first().waitFor()
}

async function openLauncher(page: Page): Promise<void> {
  await page.locator('deskhand-launcher .opener').click()
  await page.locator('deskhand-launcher dialog[open]').waitFor()
}

export const screens: readonly Screen[] = [
  { name: 'product', path: '/', person: 'ada', ready: 'deskhand-launcher .opener', isWhole: true },
  {
    name: 'launcher',
    path: '/',
    person: 'ada',
    async prepare(page) {
      await openLauncher(page)
      await page.locator(row).first().waitFor()
    },
  },
  {
    name: 'launcher-ticket',
    path: '/',
    person: 'ada',
    async prepare(page) {
      await openLauncher(page)
      await openFirst(page)
    },
  },
  {
    name: 'launcher-new',
    path: '/',
    person: 'ada',
    async prepare(page) {
      await openLauncher(page)
      await page
        .locator('deskhand-launcher-panel')
        .getByRole('button', { name: 'New ticket' })
        .click()
      await page.getByLabel('Subject').waitFor()
    },
  },
  { name: 'portal', path: '/portal', person: 'ada', ready: row, isWhole: true },
  { name: 'portal-ticket', path: '/portal', person: 'ada', prepare: openFirst, isWhole: true },
  {
    name: 'portal-new',
    path: '/portal?view=new',
    person: 'ada',
    ready: 'deskhand-new-ticket #subject',
    isWhole: true,
  },
  { name: 'agent', path: '/agent?view=open', person: 'grace', ready: row },
  { name: 'agent-mine', path: '/agent', person: 'grace', ready: row },
  { name: 'agent-ticket', path: '/agent', person: 'grace', prepare: openFirst },
  {
    name: 'agent-ticket-whole',
    path: '/agent',
    person: 'grace',
    prepare: openFirst,
    isWhole: true,
  },
  {
    name: 'agent-filters',
    path: '/agent?view=all',
    person: 'grace',
    ready: row,
    async prepare(page) {
      await page.locator('deskhand-ticket-list').getByRole('button', { name: 'Filters' }).click()
    },
  },
  {
    name: 'agent-selection',
    path: '/agent?view=unassigned',
    person: 'grace',
    ready: row,
    async prepare(page) {
      const boxes = page.locator('deskhand-ticket-list tbody input[type=checkbox]')
      await boxes.nth(0).check()
      await boxes.nth(1).check()
    },
  },
  {
    name: 'agent-new',
    path: '/agent?view=new',
    person: 'grace',
    ready: 'deskhand-new-ticket #subject',
    isWhole: true,
  },
  {
    name: 'agent-keys',
    path: '/agent',
    person: 'grace',
    ready: row,
    async prepare(page) {
      await page.keyboard.press('?')
      await page.locator('deskhand-agent dialog[open]').waitFor()
    },
  },
  {
    name: 'agent-tags',
    path: '/agent?view=tags%3Amanager',
    person: 'root',
    ready: 'deskhand-tag-manager tbody tr',
  },
  { name: 'ticket-page', path: '/tickets/7', person: 'grace', isWhole: true },
  { name: 'agents-only', path: '/agent', person: 'ada' },
  {
    name: 'elements',
    path: '/elements',
    person: 'grace',
    ready: 'deskhand-ticket article',
    isWhole: true,
  },
  { name: 'api', path: '/api', person: 'grace' },
  { name: 'reference', path: '/reference', person: 'grace' },
  { name: 'missing', path: '/nowhere', person: 'ada' },
]
