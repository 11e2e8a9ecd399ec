/** What people do with the demo from beginning to end, in real browsers, on both databases. */
import { readFile } from 'node:fs/promises'
import { createHelpdeskClient } from '@deskhand/core/client'
import { attachmentsClient } from '@deskhand/plugin-attachments/client'
import { tagsClient } from '@deskhand/plugin-tags/client'
import type { Browser, Page, Request } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { freshPostgres } from '../../../packages/core/test/support/databases.ts'
import { type Demo, startDemo } from '../src/demo.ts'
import { fewTickets, settingsIn, temporaryFolder } from './support/settings.ts'
import { launchBrowser, type Visitor, visit } from './support/visitors.ts'

const limit = 240_000
/** Long, because a busy machine is no failure. */
const patience = { timeout: 60_000 }

describe.each(['SQLite', 'Postgres'])(
  'people with the demo on %s',
  { timeout: limit },
  (engine) => {
    const folder = temporaryFolder()
    const visitors: Visitor[] = []
    let postgres: Awaited<ReturnType<typeof freshPostgres>> | undefined
    let demo: Demo
    let browser: Browser

    beforeAll(async () => {
      if (engine === 'Postgres') postgres = await freshPostgres()
      const settings = { ...settingsIn(folder.path), databaseUrl: postgres?.url }
      demo = await startDemo(settings, { tickets: fewTickets })
      browser = await launchBrowser()
    }, limit)

    afterEach(async () => {
      const problems = visitors.flatMap((visitor) => visitor.problems)
      for (const { context } of visitors.splice(0)) await context.close()
      expect(problems).toEqual([])
    })

    afterAll(async () => {
      await browser?.close()
      await demo?.stop()
      await postgres?.drop()
      folder.remove()
    })

    async function come(person: string): Promise<Visitor> {
      const visitor = await visit(browser, demo.url, person)
      visitors.push(visitor)
      return visitor
    }

    const clientOf = (person: string) =>
      createHelpdeskClient({
        baseUrl: `${demo.url}/helpdesk`,
        auth: { mode: 'bearer', getToken: () => `demo-${person}` },
        plugins: [tagsClient(), attachmentsClient()],
      })

    test('a customer opens a ticket with a file, an agent answers and resolves, the customer reopens', async () => {
      const subject = `The door code changed (${engine})`
      const { page: ada } = await come('ada')
      await ada.goto('/portal')
      await ada.getByRole('button', { name: 'New ticket' }).click()
      await ada.getByLabel('Subject').fill(subject)
      await ada.getByLabel('Description').fill('Nobody gets in **since noon**.')
      await ada.locator('deskhand-upload input[type=file]').setInputFiles({
        name: 'door.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('The display says E7.'),
      })
      await ada.getByText('Ready', { exact: true }).or(ada.getByText('door.txt')).first().waitFor()
      await submit(ada)
      await ada.getByText(/Ticket #\d+ was created/).waitFor()
      await ada.getByRole('link', { name: 'Open ticket' }).click()
      await ada.getByRole('heading', { name: subject }).waitFor()
      await ada.locator('deskhand-attachments').getByText('door.txt').waitFor()
      expect(new URL(ada.url()).searchParams.get('ticket')).toBeTruthy()

      const { page: grace } = await come('grace')
      await grace.goto('/agent?view=unassigned')
      await grace.getByRole('link', { name: subject }).click()
      await grace.locator('deskhand-ticket').getByText('since noon').waitFor()
      expect(await download(grace, 'door.txt')).toBe('The display says E7.')
      await reply(grace, 'We have set it back to the old one.', 'Resolved')
      await grace.locator('deskhand-ticket article').getByText('We have set it back').waitFor()

      // Without a word from her: the page hears of it by itself.
      await ada.locator('deskhand-ticket article').getByText('We have set it back').waitFor()
      await ada.getByRole('button', { name: 'Reopen' }).click()
      await ada.getByRole('button', { name: 'Reopen' }).waitFor({ state: 'detached' })
      await expectStatus(grace, 'open')

      await ada.goBack()
      await ada.goBack()
      await ada.getByRole('link', { name: subject }).waitFor()
    })

    test('two agents change a ticket at once: the second is told what happened and decides', async () => {
      const ticket = await clientOf('ada').tickets.create({
        subject: `Both of us (${engine})`,
        description: 'At once.',
      })
      const { page: grace } = await come('grace')
      const { page: hal } = await come('hal')
      const readsOfHal = readsOf(hal)
      // He hears of nothing: his stream never begins.
      await hal.route('**/events/stream*', () => {})
      for (const page of [grace, hal]) {
        await page.setViewportSize({ width: 1760, height: 900 })
        await page.goto(`/agent?ticket=${ticket.id}`)
        await page.getByRole('heading', { name: ticket.subject }).waitFor()
      }
      const stored = () => clientOf('root').tickets.get({ ticketId: ticket.id })
      const typed = hal.locator('deskhand-composer textarea')
      await typed.fill('Half a sent')
      await choose(grace, 'priority', 'High')
      await expect.poll(async () => (await stored()).priority, patience).toBe('high')
      await choose(hal, 'priority', 'Urgent')
      await hal.getByText('Grace Moreau was faster').waitFor()
      await hal.getByText('Priority: Normal → High').waitFor()
      expect((await stored()).priority).toBe('high')
      await hal.getByRole('button', { name: 'Apply mine' }).click()
      await expect.poll(async () => (await stored()).priority, patience).toBe('urgent')
      expect(await typed.inputValue()).toBe('Half a sent')

      // What he wants is not only late, it can't be done any more. He has read what he saved, not this.
      await expect.poll(readsOfHal.quietRounds, patience).toBeGreaterThan(5)
      await clientOf('root').tickets.transition({ ticketId: ticket.id, status: 'resolved' })
      await clientOf('root').tickets.transition({ ticketId: ticket.id, status: 'closed' })
      await choose(hal, 'status', 'Pending')
      await hal.getByText('was faster').waitFor()
      await hal.getByRole('button', { name: 'Apply mine' }).click()
      await hal.getByText('can’t become “Pending”', { exact: false }).waitFor()
      expect((await stored()).status).toBe('closed')
      expect(await typed.inputValue()).toBe('Half a sent')
    })

    test('what is written survives a lost network, and what was missed is there when it is back', async () => {
      const ticket = await clientOf('ada').tickets.create({
        subject: `In the tunnel (${engine})`,
        description: 'No bars.',
      })
      const { context, page } = await come('ada')
      await page.goto(`/portal?ticket=${ticket.id}`)
      await page.locator('deskhand-composer textarea').fill('Can you hear me?')
      await context.setOffline(true)
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.getByText('You seem to be offline', { exact: false }).waitFor()
      expect(await page.locator('deskhand-composer textarea').inputValue()).toBe('Can you hear me?')
      await clientOf('grace').replies.create({ ticketId: ticket.id, body: 'Loud and clear.' })
      await context.setOffline(false)
      // Nobody has asked for it.
      await page.locator('deskhand-ticket article').getByText('Loud and clear.').waitFor()
      expect(await page.locator('deskhand-composer textarea').inputValue()).toBe('Can you hear me?')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.locator('deskhand-ticket article').getByText('Can you hear me?').waitFor()
      const { data } = await clientOf('ada').replies.list({ ticketId: ticket.id })
      expect(data.map(({ body }) => body)).toEqual(['Loud and clear.', 'Can you hear me?'])
    })

    test('a session that has expired is renewed without losing a word', async () => {
      const ticket = await clientOf('ada').tickets.create({
        subject: `After lunch (${engine})`,
        description: 'Long lunch.',
      })
      const { context, page } = await come('ada')
      await page.goto(`/portal?ticket=${ticket.id}`)
      await page.locator('deskhand-composer textarea').fill('Back again.')
      await context.clearCookies()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await context.setOffline(true)
      await page.getByRole('button', { name: 'Sign in again as Ada' }).click()
      await page.getByText('The demo does not answer.', { exact: false }).waitFor()
      await context.setOffline(false)
      await page.getByRole('button', { name: 'Sign in again as Ada' }).click()
      await page.locator('.signed-out').waitFor({ state: 'hidden' })
      expect(await page.locator('deskhand-composer textarea').inputValue()).toBe('Back again.')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await page.locator('deskhand-ticket article').getByText('Back again.').waitFor()
    })

    test('who signs out leaves nothing of what they have typed', async () => {
      const ticket = await clientOf('ada').tickets.create({
        subject: `At the library (${engine})`,
        description: 'Not my computer.',
      })
      const { page } = await come('ada')
      await page.goto(`/portal?ticket=${ticket.id}`)
      await page.locator('deskhand-composer textarea').fill('My account number is')
      const drafts = () =>
        page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')))
      await expect.poll(drafts, patience).toHaveLength(1)
      await page.getByText('Ada Lindqvist').first().click()
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL('**/api')
      expect(await drafts()).toEqual([])
    })

    test('the team is told by its name, and a ticket handed to another', async () => {
      const ticket = await clientOf('ada').tickets.create({
        subject: `Paid twice (${engine})`,
        description: 'One of them was enough.',
      })
      await clientOf('sue').tickets.transfer({ ticketId: ticket.id, teamId: 'support' })
      const { page: sue } = await come('sue')
      await sue.setViewportSize({ width: 1760, height: 900 })
      await sue.goto(`/agent?ticket=${ticket.id}`)
      await sue.getByText('handed it to the team Customer support').waitFor()
      await choose(sue, 'team', 'Billing')
      const stored = () => clientOf('root').tickets.get({ ticketId: ticket.id })
      await expect.poll(async () => (await stored()).teamId, patience).toBe('billing')
      await sue.goto(`/tickets/${ticket.number}`)
      await sue.locator('aside').getByText('Billing').waitFor()
    })

    test('scripts in what people write do nothing', async () => {
      const payload = (where: string) =>
        `<img src=x onerror="alert('${where}')"><script>alert('${where}')</script>`
      const name = payload('name').slice(0, 80)
      const grace = clientOf('grace')
      const root = clientOf('root')
      const ticket = await grace.tickets.create({
        subject: payload(`subject ${engine}`),
        description: `${payload('body')}\n\n[link](javascript:alert('link'))\n\n![x](x"onerror="alert(1))`,
        requesterEmail: `mallory-${engine.toLowerCase()}@elsewhere.example`,
        requesterName: name,
      })
      const tag = await root.tags.create({ name: '<script>alert(1)</script>', isPublic: true })
      await grace.tags.add({ ticketId: ticket.id, tagIds: [tag.id] })
      await grace.replies.create({
        ticketId: ticket.id,
        body: payload('note'),
        audience: 'internal',
      })
      const { page } = await come('grace')
      await page.setViewportSize({ width: 1760, height: 900 })
      await page.goto(`/agent?view=all&ticket=${ticket.id}`)
      await page.getByRole('heading', { name: ticket.subject }).waitFor()
      await page.locator('deskhand-upload input[type=file]').setInputFiles({
        name: `'"onload='alert(1)'.txt`,
        mimeType: 'text/plain',
        buffer: Buffer.from('<script>alert(1)</script>'),
      })
      await reply(page, payload('reply'))
      await page.locator('deskhand-attachments').getByText('onload').first().waitFor()
      await page.getByRole('link', { name: ticket.subject }).first().waitFor()
      // Each as the text that it is: of the requester, the tag, the note and the reply.
      for (const text of [name, tag.name, payload('note'), payload('reply')]) {
        await page.locator('deskhand-ticket').getByText(text, { exact: false }).first().waitFor()
      }
      expect(await scriptsIn(page)).toEqual([])
      await page.goto('/agent?view=tags:manager')
      await page.getByText(tag.name).first().waitFor()
      expect(await scriptsIn(page)).toEqual([])

      await page.goto(`/tickets/${ticket.number}`)
      await page.getByRole('heading', { name: ticket.subject }).waitFor()
      await page.goto('/api')
      await page.getByText(ticket.subject).first().waitFor()
      expect(await scriptsIn(page)).toEqual([])

      // The customer's side, with words that an agent wrote.
      const own = await clientOf('ada').tickets.create({
        subject: payload(`own ${engine}`),
        description: payload('own body'),
      })
      await grace.replies.create({ ticketId: own.id, body: payload('answer') })
      const { page: portal } = await come('ada')
      await portal.goto('/portal')
      await portal.getByRole('link', { name: own.subject }).click()
      await portal.getByRole('heading', { name: own.subject }).waitFor()
      for (const text of ['own body', 'answer']) {
        await portal.locator('deskhand-ticket article').getByText(payload(text)).waitFor()
      }
      expect(await scriptsIn(portal)).toEqual([])
    })
  },
)

/** What the browser saves when a file of the ticket is downloaded. */
async function download(page: Page, name: string): Promise<string> {
  const saved = page.waitForEvent('download')
  await page
    .locator('deskhand-attachments')
    .getByRole('button', { name: `Download ${name}` })
    .click()
  const file = await saved
  expect(file.suggestedFilename()).toBe(name)
  return readFile(await file.path(), 'utf8')
}

async function submit(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Create ticket' })
  // Held back while a file is on its way.
  await expect.poll(() => button.getAttribute('aria-disabled'), patience).toBeNull()
  await button.click()
}

/** Writes a reply and sends it, with a state to set if there is one. */
async function reply(page: Page, text: string, status?: string): Promise<void> {
  const composer = page.locator('deskhand-composer')
  await composer.locator('textarea').fill(text)
  const button = composer.getByRole('button', { name: 'Send', exact: true })
  await expect.poll(() => button.getAttribute('aria-disabled'), patience).toBeNull()
  if (status === undefined) return button.click()
  await composer.getByRole('button', { name: 'More ways to send' }).click()
  await composer.getByRole('menuitem', { name: status }).click()
}

/** Tells for how many looks in a row a page has read nothing of a ticket. */
function readsOf(page: Page) {
  const underWay = new Set<Request>()
  let rounds = 0
  page.on('request', (request) => {
    if (request.url().includes('/helpdesk/tickets/')) underWay.add(request)
  })
  page.on('requestfinished', (request) => underWay.delete(request))
  page.on('requestfailed', (request) => underWay.delete(request))
  return {
    quietRounds() {
      rounds = underWay.size === 0 ? rounds + 1 : 0
      return rounds
    },
  }
}

async function choose(page: Page, field: string, value: string): Promise<void> {
  const choice = page.locator(`deskhand-ticket-choice[data-field=${field}]`)
  await choice.locator('button').first().click()
  await choice.getByRole('menuitemradio', { name: value }).click()
}

async function expectStatus(page: Page, status: string): Promise<void> {
  await page.locator(`deskhand-ticket .facts deskhand-status[status=${status}]`).waitFor()
}

/** Elements and attributes that would run something, in the page and in all shadow trees. */
function scriptsIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const look = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        const isForeign = element.localName === 'script' && !element.getAttribute('src')
        const attributes = [...element.attributes].filter(
          ({ name, value }) =>
            (name.startsWith('on') && name in HTMLElement.prototype) ||
            /^\s*javascript:/i.test(value),
        )
        if (isForeign || attributes.length > 0) found.push(element.outerHTML.slice(0, 200))
        if (element.shadowRoot) look(element.shadowRoot)
      }
    }
    look(document)
    return found
  })
}
