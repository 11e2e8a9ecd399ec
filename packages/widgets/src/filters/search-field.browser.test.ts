import { beforeEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { html, type Mounted, mount } from '../../test/support/mount.ts'
import '../define/deskhand-ticket-list.ts'

const desk = await openDesk({ tickets: 10, plugins: ['search'] })
const client = desk.client('grace')

const subjects = (page: Mounted) => page.queryAll('.open').map((one) => one.textContent)
const chips = (page: Mounted) => page.queryAll('.chip > span').map((one) => one.textContent)
const field = (page: Mounted) => page.query<HTMLInputElement>('input[type=search]')

async function show(): Promise<Mounted> {
  const page = await mount(html`<deskhand-ticket-list url-state></deskhand-ticket-list>`, {
    client,
  })
  await expect.poll(() => subjects(page).length).toBeGreaterThan(0)
  return page
}

async function openFilters(page: Mounted): Promise<void> {
  await userEvent.click(page.query('.tools .button') as HTMLElement)
  await expect.poll(() => field(page)?.checkVisibility()).toBe(true)
}

beforeEach(() => history.replaceState(null, '', location.pathname))

describe('the search field of the list', () => {
  it('is there where the server can search, and finds by keyboard', async () => {
    const page = await show()
    await openFilters(page)
    await expectAccessible(page)
    field(page)?.focus()
    await userEvent.keyboard('  Webhook {Enter}')
    await expect.poll(() => subjects(page)).toEqual(['Webhook is delivered twice'])
    expect(chips(page)).toEqual(['Search: Webhook'])
    expect(location.search).toBe('?query=Webhook')
    await expectAccessible(page)
    await userEvent.keyboard('{Control>}a{/Control}{Delete}{Enter}')
    await expect.poll(() => subjects(page).length).toBe(10)
    expect(chips(page)).toEqual([])
    expect(location.search).toBe('')
  })

  it('shows what the address asks for, and lets go of it with its chip', async () => {
    history.replaceState(null, '', '?query=zebra')
    const page = await mount(html`<deskhand-ticket-list url-state></deskhand-ticket-list>`, {
      client,
    })
    await expect.poll(() => page.text()).toContain('No ticket matches these filters')
    await openFilters(page)
    expect(field(page)?.value).toBe('zebra')
    await userEvent.keyboard('{Escape}')
    await userEvent.click(page.query('.chip button') as HTMLElement)
    await expect.poll(() => subjects(page).length).toBe(10)
    expect(field(page)?.value ?? '').toBe('')
  })

  it('is not there where the server can not search', async () => {
    const plain = await openDesk({ tickets: 1, plugins: [] })
    const page = await mount(html`<deskhand-ticket-list></deskhand-ticket-list>`, {
      client: plain.client('grace'),
    })
    await userEvent.click(page.query('.tools .button') as HTMLElement)
    await expect.poll(() => page.query('.pill')?.checkVisibility()).toBe(true)
    expect(field(page)).toBeUndefined()
  })
})
