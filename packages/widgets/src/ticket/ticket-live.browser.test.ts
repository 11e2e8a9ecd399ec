import { describe, expect, it } from 'vitest'
import { page as browser, userEvent } from 'vitest/browser'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { html, type Mounted, mount } from '../../test/support/mount.ts'
import '../define/deskhand-ticket.ts'

const desk = await openDesk()
const as = (person: 'ada' | 'carl' | 'grace' | 'hal' | 'sue') => desk.client(person)

async function openTicket(replies = 0): Promise<string> {
  const { id: ticketId } = await as('ada').tickets.create({
    subject: 'Export',
    description: 'Stops.',
  })
  for (let index = 1; index <= replies; index += 1) {
    await as('ada').replies.create({ ticketId, body: `Message ${index}` })
  }
  return ticketId
}

async function show(
  ticketId: string,
  person: 'ada' | 'carl' | 'grace' = 'grace',
): Promise<Mounted> {
  const client = as(person)
  const page = await mount(html`<deskhand-ticket ticket-id=${ticketId}></deskhand-ticket>`, {
    client,
  })
  await expect.poll(() => page.text()).toContain('Stops.')
  await expect.poll(() => page.provider.session?.live.state).toBe('open')
  return page
}

const button = (page: Mounted, text: string) =>
  page.queryAll('button').find((one) => one.textContent?.trim() === text)
const message = (page: Mounted, text: string) =>
  page.queryAll('article').find((one) => {
    return one.querySelector('deskhand-rich-text')?.shadowRoot?.textContent?.trim() === text
  })

describe('deskhand-ticket, as others work on it', () => {
  it('shows new messages without moving what is read, and goes there when asked', async () => {
    const ticketId = await openTicket(12)
    const page = await show(ticketId)
    await expect.poll(() => message(page, 'Message 3')).toBeDefined()
    message(page, 'Message 3')?.scrollIntoView({ block: 'start' })
    const top = () => Math.round(message(page, 'Message 3')?.getBoundingClientRect().top ?? 0)
    const before = top()
    await as('ada').replies.create({ ticketId, body: 'News one' })
    await as('ada').replies.create({ ticketId, body: 'News two' })
    await expect.poll(() => page.text()).toContain('2 new messages')
    expect(Math.abs(top() - before)).toBeLessThanOrEqual(1)
    await expectAccessible(page)
    await userEvent.click(button(page, '2 new messages') as HTMLElement)
    await expect.poll(() => button(page, '2 new messages')).toBeUndefined()
    const shown = message(page, 'News one')?.getBoundingClientRect()
    expect(shown && shown.top >= 0 && shown.top < innerHeight).toBe(true)
  })

  it('keeps the place of who is writing', async () => {
    const ticketId = await openTicket(6)
    const page = await show(ticketId)
    const field = () => page.query<HTMLTextAreaElement>('deskhand-composer textarea')
    const typing = () =>
      page.queryAll<HTMLTextAreaElement>('textarea').find((one) => one.checkVisibility())
    await expect.poll(() => typing()).toBeDefined()
    const text = typing() ?? (field() as HTMLTextAreaElement)
    await userEvent.click(text)
    await userEvent.keyboard('I am on it')
    const before = Math.round(text.getBoundingClientRect().top)
    await as('ada').replies.create({ ticketId, body: 'One more thing' })
    await expect.poll(() => message(page, 'One more thing')).toBeDefined()
    await expect
      .poll(() => Math.abs(Math.round(text.getBoundingClientRect().top) - before))
      .toBeLessThanOrEqual(2)
    expect(text.value).toBe('I am on it')
  })

  it('reads earlier messages on request, and stays where one was', async () => {
    const ticketId = await openTicket(32)
    const page = await show(ticketId)
    await expect.poll(() => message(page, 'Message 32')).toBeDefined()
    expect(message(page, 'Message 7')).toBeUndefined()
    const first = () => message(page, 'Message 8') as HTMLElement
    button(page, 'Show earlier messages')?.scrollIntoView({ block: 'center' })
    const before = Math.round(first().getBoundingClientRect().top)
    await userEvent.click(button(page, 'Show earlier messages') as HTMLElement)
    await expect.poll(() => message(page, 'Message 1')).toBeDefined()
    await expect
      .poll(() => Math.abs(Math.round(first().getBoundingClientRect().top) - before))
      .toBeLessThanOrEqual(2)
    expect(button(page, 'Show earlier messages')).toBeUndefined()
  })

  it('says when the connection is lost, and catches up by itself', async () => {
    const ticketId = await openTicket()
    const page = await show(ticketId)
    await desk.fail({ busy: true })
    await page.find('deskhand-ticket').refresh()
    await expect.poll(() => page.text()).toContain('The connection is lost.')
    await expectAccessible(page)
    await desk.fail({})
    await as('ada').replies.create({ ticketId, body: 'Hello?' })
    await expect.poll(() => message(page, 'Hello?')).toBeDefined()
    await expect.poll(() => page.text()).not.toContain('The connection is lost.')
  })

  it('lets a ticket go that was deleted, kindly', async () => {
    const ticketId = await openTicket()
    const page = await show(ticketId)
    await as('sue').tickets.delete({ ticketId })
    await expect.poll(() => page.text()).toContain('This ticket is not here')
    await expectAccessible(page)
  })
})

describe('deskhand-ticket, for a customer', () => {
  it('shows nothing internal', async () => {
    const ticketId = await openTicket()
    await as('grace').replies.create({ ticketId, body: 'Secret.', audience: 'internal' })
    await as('grace').tickets.update({ ticketId, metadata: { plan: 'gold' } })
    await as('grace').replies.create({ ticketId, body: 'We look into it.' })
    const page = await show(ticketId, 'ada')
    await expect.poll(() => message(page, 'We look into it.')).toBeDefined()
    expect(page.text()).not.toContain('Secret.')
    expect(page.text()).not.toContain('gold')
    expect(page.text()).not.toContain('metadata')
    expect(page.query('[data-field="status"]')?.shadowRoot?.querySelector('button')).toBeNull()
    await expectAccessible(page)
  })

  it('is told solved, opened again and closed by its requester', async () => {
    const ticketId = await openTicket()
    const page = await show(ticketId, 'ada')
    const status = async () => (await as('grace').tickets.get({ ticketId })).status
    await userEvent.click(button(page, 'It’s solved') as HTMLElement)
    await expect.poll(status).toBe('resolved')
    await expect.poll(() => button(page, 'Reopen')).toBeDefined()
    await userEvent.click(button(page, 'Reopen') as HTMLElement)
    await expect.poll(status).toBe('open')
    await expect.poll(() => button(page, 'Reopen')).toBeUndefined()
    expect(page.text()).toContain('Reopened once')
  })

  it('is not there for strangers', async () => {
    const ticketId = await openTicket()
    const client = desk.client('ben')
    const page = await mount(html`<deskhand-ticket ticket-id=${ticketId}></deskhand-ticket>`, {
      client,
    })
    await expect.poll(() => page.text()).toContain('This ticket is not here')
  })
})

describe('deskhand-ticket, before it is there', () => {
  it('shows outlines, then what went wrong, and tries again', async () => {
    const ticketId = await openTicket()
    await browser.viewport(1280, 800)
    const page = await mount(html`<p></p>`, { client: as('grace') })
    await desk.fail({ held: true })
    const ticket = document.createElement('deskhand-ticket')
    ticket.ticketId = ticketId
    page.provider.append(ticket)
    await expect.poll(() => page.query('[aria-busy="true"] .skeleton')).toBeDefined()
    await expectAccessible(page)
    await desk.fail({ busy: true })
    await expect.poll(() => page.text(), { timeout: 30_000 }).toContain('could not be loaded')
    await expectAccessible(page)
    await desk.fail({})
    await userEvent.click(button(page, 'Try again') as HTMLElement)
    await expect.poll(() => page.text()).toContain('Stops.')
    await browser.viewport(1024, 768)
  })
})
