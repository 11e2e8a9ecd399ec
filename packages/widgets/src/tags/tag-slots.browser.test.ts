import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page as browser, userEvent } from 'vitest/browser'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectReflow, rightToLeft } from '../../test/support/layout.ts'
import { html, type Mounted, mount } from '../../test/support/mount.ts'
import '../define/deskhand-new-ticket.ts'
import '../define/deskhand-ticket.ts'
import '../define/deskhand-ticket-list.ts'

const desk = await openDesk({ tickets: 4, plugins: ['tags'] })
const sue = desk.client('sue')
const grace = desk.client('grace')
const { data: tickets } = await sue.tickets.list()
const ids = tickets.map(({ id }) => id)
const [first = '', second = '', third = ''] = ids

beforeEach(async () => {
  for (const ticketId of ids) await sue.tags.set({ ticketId, names: [] })
  const { data } = await sue.tags.list()
  for (const { id } of data) await sue.tags.delete({ tagId: id })
  for (const name of ['bug', 'vip']) await sue.tags.create({ name, isPublic: name === 'bug' })
  await sue.tags.add({ ticketId: first, names: ['bug', 'vip', 'release', 'export'] })
  await sue.tags.add({ ticketId: second, names: ['vip'] })
})
afterEach(() => desk.fail({}))

const list = () => html`<deskhand-ticket-list></deskhand-ticket-list>`
const namesIn = (page: Mounted, selector: string) =>
  [...(page.query(selector)?.shadowRoot?.querySelectorAll('.tag-name') ?? [])].map(
    ({ textContent }) => textContent,
  )
const names = async (ticketId: string) =>
  (await sue.tags.of({ ticketId })).data.map(({ name }) => name)

async function showList(client = grace, options = {}): Promise<Mounted> {
  const page = await mount(list(), { client, ...options })
  await expect.poll(() => page.queryAll('deskhand-tag-column').length).toBeGreaterThan(0)
  await expect.poll(() => page.queryAll('.tag-name').length).toBeGreaterThan(0)
  return page
}

describe('tags in the list', () => {
  it('are a column with two of them and how many there are besides', async () => {
    const page = await showList()
    const row = page.query(`tr[data-id="${first}"]`)
    const cell = row?.querySelector('.contributed deskhand-slot')?.shadowRoot
    const column = cell?.querySelector('deskhand-tag-column')?.shadowRoot
    expect(
      [...(column?.querySelectorAll('.tag-name') ?? [])].map((one) => one.textContent),
    ).toEqual(['bug', 'export'])
    expect(column?.querySelector('.more')?.textContent).toMatch(/\+2\s+and release, vip/)
    await expectAccessible(page)
    await expectReflow(page)
  })

  it('are those that customers may see', async () => {
    const requester = tickets.find(({ id }) => id === first)?.requester.id as 'ada'
    const page = await showList(desk.client(requester))
    const seen = page.queryAll('.tag-name').map(({ textContent }) => textContent)
    expect(seen).toEqual(['bug'])
    expect(page.text()).not.toContain('vip')
  })

  it('are a filter with any, all and none, which its chip tells', async () => {
    const page = await showList()
    await userEvent.click(browser.getByRole('button', { name: /^Filters/ }))
    await expect.poll(() => page.query('deskhand-tag-filter')).toBeTruthy()
    await userEvent.click(
      page.find('deskhand-tag-filter').shadowRoot?.querySelector('input[role]') ??
        page.find('deskhand-tag-picker'),
    )
    await userEvent.keyboard('vip')
    await expect.poll(() => page.query('[role=option] bdi')?.textContent).toBe('vip')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.queryAll('tbody tr[data-id]').length).toBe(2)
    await expect.poll(() => page.text()).toContain('Tags: vip')
    const none = page.query<HTMLInputElement>('input[name=mode][value=none]')
    none?.click()
    await expect.poll(() => namesIn(page, 'deskhand-tag-picker')).toEqual([])
    page.find('deskhand-tag-picker').focus()
    await userEvent.keyboard('bug{Enter}')
    await expect.poll(() => page.queryAll('tbody tr[data-id]').length).toBe(1)
    await expect.poll(() => page.text()).toContain('Tags: vip · Without the tags: bug')
    expect(page.find('deskhand-ticket-list').filters).toEqual({
      tags: { any: ['vip'], none: ['bug'] },
    })
    expect(page.queryAll('.dot')).toHaveLength(2)
    await expectAccessible(page)
  })

  it('of an address are shown with their colours', async () => {
    const page = await mount(
      html`<deskhand-ticket-list .filters=${{ tags: { any: ['VIP', 'unknown'] } }}></deskhand-ticket-list>`,
      { client: grace },
    )
    await userEvent.click(browser.getByRole('button', { name: /^Filters/ }))
    await expect.poll(() => namesIn(page, 'deskhand-tag-picker')).toEqual(['vip', 'unknown'])
    const plain = page.find('deskhand-tag-picker').shadowRoot?.querySelectorAll('.plain')
    expect(plain).toHaveLength(1)
  })

  it('are put on the selected tickets and taken off, in turn', async () => {
    const page = await showList()
    const select = async (ticketId: string) =>
      userEvent.click(page.query(`tr[data-id="${ticketId}"] [type=checkbox]`) as HTMLElement)
    await select(second)
    await select(third)
    await expect.poll(() => page.query('deskhand-tag-bulk')).toBeTruthy()
    const button = page.find('deskhand-tag-bulk').shadowRoot?.querySelector('button')
    await userEvent.click(button as HTMLElement)
    await userEvent.keyboard('bug')
    await expect.poll(() => page.query('[role=option] bdi')?.textContent).toBe('bug')
    await userEvent.keyboard('{Enter}')
    await expectAccessible(page)
    await browser.getByRole('button', { name: 'Add', exact: true }).click()
    await expect.poll(() => names(third)).toEqual(['bug'])
    expect(await names(second)).toEqual(['bug', 'vip'])
    await expect.poll(() => page.text()).toContain('2 tickets changed')
    await select(second)
    await expect.poll(() => page.query('deskhand-tag-bulk')).toBeTruthy()
    await userEvent.click(
      page.find('deskhand-tag-bulk').shadowRoot?.querySelector('button') as HTMLElement,
    )
    await userEvent.keyboard('vip')
    await expect.poll(() => page.query('[role=option] bdi')?.textContent).toBe('vip')
    await userEvent.keyboard('{Enter}')
    await browser.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect.poll(() => names(second)).toEqual(['bug'])
  })

  it('run from right to left', async () => {
    const page = await showList(grace, rightToLeft)
    const column = page.find('deskhand-tag-column')
    expect(getComputedStyle(column).direction).toBe('rtl')
  })
})

describe('tags of a ticket', () => {
  it('are a panel beside it, which changes them', async () => {
    const page = await mount(html`<deskhand-ticket ticket-id=${second}></deskhand-ticket>`, {
      client: grace,
    })
    await expect.poll(() => namesIn(page, 'deskhand-tag-picker')).toEqual(['vip'])
    page.find('deskhand-tag-picker').focus()
    await userEvent.keyboard('bug{Enter}')
    await expect.poll(() => names(second)).toEqual(['bug', 'vip'])
    await expect.poll(() => namesIn(page, 'deskhand-tag-picker')).toEqual(['bug', 'vip'])
    await sue.tags.set({ ticketId: second, names: ['release'] })
    await expect.poll(() => namesIn(page, 'deskhand-tag-picker')).toEqual(['release'])
  })

  it('are not spoken of to a customer whose ticket has none that are public', async () => {
    const requester = tickets.find(({ id }) => id === second)?.requester.id as 'ada'
    const client = desk.client(requester)
    const page = await mount(html`<deskhand-ticket ticket-id=${second}></deskhand-ticket>`, {
      client,
    })
    await expect.poll(() => page.query('.subject')).toBeTruthy()
    await expect.poll(() => page.query('deskhand-composer')).toBeTruthy()
    expect(page.query('deskhand-tags')).toBeUndefined()
    page.unmount()
    await sue.tags.add({ ticketId: second, names: ['bug'] })
    const tagged = await mount(html`<deskhand-ticket ticket-id=${second}></deskhand-ticket>`, {
      client,
    })
    await expect.poll(() => namesIn(tagged, 'deskhand-tags')).toEqual(['bug'])
  })
})

describe('tags of a new ticket', () => {
  it('are chosen when it is for somebody else, and sent with it', async () => {
    const page = await mount(html`<deskhand-new-ticket></deskhand-new-ticket>`, { client: grace })
    await expect.poll(() => page.query('deskhand-tag-field')).toBeTruthy()
    expect(page.query('deskhand-tag-picker')).toBeUndefined()
    await userEvent.click(
      page.queryAll('button').find(({ ariaHasPopup }) => ariaHasPopup === 'dialog') as HTMLElement,
    )
    await userEvent.keyboard('ada')
    await expect.poll(() => page.query('[role=option]')).toBeTruthy()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.query('deskhand-tag-picker')).toBeTruthy()
    await userEvent.fill(page.query('#subject') as HTMLElement, 'With tags')
    await userEvent.fill(page.query('textarea') as HTMLElement, 'x')
    page.find('deskhand-tag-picker').focus()
    await userEvent.keyboard('vip{Enter}')
    await expect.poll(() => namesIn(page, 'deskhand-tag-picker')).toEqual(['vip'])
    await userEvent.keyboard('quite new')
    await expect.poll(() => page.text()).toContain('Create “quite new”')
    await userEvent.keyboard('{Enter}')
    await expectAccessible(page)
    const ticket = await page.find('deskhand-new-ticket').submit()
    expect(await names(ticket?.id ?? '')).toEqual(['quite new', 'vip'])
  })
})
