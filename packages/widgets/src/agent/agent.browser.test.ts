import { beforeEach, describe, expect, it } from 'vitest'
import { page as browser, userEvent } from 'vitest/browser'
import { expectAccessible, forceColours } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectReflow, rightToLeft, untranslated } from '../../test/support/layout.ts'
import { expectNoLeak } from '../../test/support/leaks.ts'
import { html, type Mounted, type MountOptions, mount } from '../../test/support/mount.ts'
import { visitStrictPage } from '../../test/support/strict-page.ts'
import type { Contribution } from '../contributions/contribution.ts'
import type { AgentPageContext } from '../contributions/slots.ts'
import { focusedElement } from '../overlay/open-dialog.ts'
import '../define/deskhand-agent.ts'

const desk = await openDesk({ tickets: 12 })
const client = desk.client('grace')
const { data } = await client.tickets.list({ sort: 'number', order: 'asc' })
const [first, second] = data
if (!first || !second) throw new Error('The helpdesk has no tickets.')

beforeEach(async () => {
  history.replaceState(null, '', location.pathname)
  localStorage.removeItem('deskhand-single-keys')
  await browser.viewport(1280, 800)
})

async function show(options: MountOptions = {}, view = 'all'): Promise<Mounted> {
  const page = await mount(html`<deskhand-agent view=${view} url-state></deskhand-agent>`, {
    client,
    ...options,
  })
  await expect.poll(() => page.queryAll('tbody .open').length).toBeGreaterThan(0)
  return page
}

const heading = (page: Mounted) => page.query('[part~="heading"]')?.textContent
const query = () => new URLSearchParams(location.search)

describe('deskhand-agent', () => {
  it('shows views with counts, a ticket beside the list, and goes back and forward', async () => {
    const page = await show({}, '')
    expect(heading(page)).toBe('My open')
    const { page: found } = await client.tickets.list({
      assignee: 'none',
      status: ['new', 'open', 'in_progress', 'pending', 'on_hold'],
      count: true,
    })
    const unassigned = page.queryAll('.link-to').find((one) => one.textContent?.includes('Unassig'))
    await expect
      .poll(() => unassigned?.querySelector('.count')?.textContent)
      .toBe(String(found.count?.value))
    unassigned?.click()
    await expect.poll(() => heading(page)).toBe('Unassigned')
    expect(query().get('view')).toBe('unassigned')
    expect(unassigned?.getAttribute('aria-current')).toBe('page')

    await expect.poll(() => page.queryAll('tbody .open').length).toBeGreaterThan(0)
    page.query('tbody .open')?.click()
    await expect.poll(() => page.queryAll('deskhand-ticket article').length).toBe(0)
    await expect.poll(() => page.query('article')?.textContent).toBeTruthy()
    expect(query().get('ticket')).toBe(page.find('deskhand-agent').ticketId)
    expect(page.find('deskhand-ticket-list').checkVisibility()).toBe(true)

    history.back()
    await expect.poll(() => page.query('deskhand-ticket')).toBeUndefined()
    expect(heading(page)).toBe('Unassigned')
    history.forward()
    await expect.poll(() => page.query('deskhand-ticket')).toBeDefined()
    history.go(-2)
    await expect.poll(() => heading(page)).toBe('My open')
  })

  it('opens at the address of a ticket, also in an unknown view', async () => {
    history.replaceState(null, '', `?view=of-another-time&ticket=${second.id}`)
    const page = await mount(html`<deskhand-agent url-state></deskhand-agent>`, { client })
    await expect.poll(() => page.text()).toContain(second.subject)
    expect(heading(page)).toBe('My open')
  })

  it('puts a ticket in place of the list where there is little room', async () => {
    await browser.viewport(600, 800)
    const page = await show()
    page.query('tbody .open')?.click()
    await expect.poll(() => page.query('article')).toBeDefined()
    expect(page.find('deskhand-ticket-list').checkVisibility()).toBe(false)
    page.query('.back')?.click()
    await expect.poll(() => page.find('deskhand-ticket-list').checkVisibility()).toBe(true)
    expect(page.query('deskhand-ticket')).toBeUndefined()
  })

  it('lets a view be narrowed, not left, by filters', async () => {
    const page = await show({}, 'resolved')
    page
      .queryAll('button')
      .find((one) => one.title === 'Filters')
      ?.click()
    await expect.poll(() => page.query('[name="status-resolved"]')?.checkVisibility()).toBe(true)
    expect(page.query('[name="status-open"]')).toBeUndefined()
    page.query('[name="status-closed"]')?.click()
    await expect
      .poll(() => page.queryAll('tbody deskhand-status').map((one) => one.getAttribute('status')))
      .not.toContain('resolved')
  })

  it('marks the ticket in the list that is shown beside it, and goes to its reply', async () => {
    const page = await show()
    page.query('tbody .open')?.click()
    await expect.poll(() => page.query('article')).toBeDefined()
    expect(page.query('tbody [aria-current]')?.textContent).toBe(
      page.find('deskhand-ticket').shadowRoot?.querySelector('h2')?.textContent,
    )
    await expect.poll(() => page.query('textarea')).toBeDefined()
    await userEvent.keyboard('r')
    expect(focusedElement()?.localName).toBe('textarea')
  })

  it('works by keyboard alone', async () => {
    const page = await show()
    await userEvent.keyboard('?')
    await expect.poll(() => page.query('dialog[open]')?.textContent).toContain('New ticket')
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => page.query('dialog[open]')).toBeUndefined()
    await userEvent.keyboard('2')
    await expect.poll(() => heading(page)).toBe('Unassigned')
    await userEvent.keyboard('6')
    await expect.poll(() => page.queryAll('tbody .open').length).toBeGreaterThan(2)
    await userEvent.keyboard('lj')
    const opener = focusedElement()
    expect(opener?.className).toBe('open')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.query('article')).toBeDefined()
    expect(focusedElement()?.className).toBe('pane')
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => focusedElement()).toBe(opener)
    await userEvent.keyboard('n')
    await expect.poll(() => page.query('deskhand-new-ticket')).toBeDefined()
    expect(query().get('view')).toBe('new')
  })

  it('keeps single keys to itself once they are turned off', async () => {
    const page = await show()
    await userEvent.keyboard('?')
    await expect.poll(() => page.query('dialog[open]')).toBeDefined()
    page.query('.single input')?.click()
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => page.query('dialog[open]')).toBeUndefined()
    focusedElement()?.blur()
    await userEvent.keyboard('n')
    expect(page.find('deskhand-agent').view).toBe('all')
    const again = await show()
    focusedElement()?.blur()
    await userEvent.keyboard('2')
    expect(again.find('deskhand-agent').view).toBe('all')
  })

  it('has the pages of plugins in its navigation', async () => {
    class Reports extends HTMLElement {
      declare context: AgentPageContext
      connectedCallback(): void {
        this.innerHTML = '<button>Worst ticket</button>'
        this.firstElementChild?.addEventListener('click', () =>
          this.context.openTicket(first?.id ?? ''),
        )
      }
    }
    customElements.define('test-reports', Reports)
    const contributions: readonly Contribution[] = [
      { id: 'test:reports', slot: 'agent:page@1', label: 'Reports', tag: 'test-reports' },
    ]
    const page = await show({ contributions })
    page
      .queryAll('.link-to')
      .find((one) => one.textContent?.includes('Reports'))
      ?.click()
    await expect.poll(() => page.query('test-reports button')).toBeDefined()
    expect(query().get('view')).toBe('test:reports')
    page.query('test-reports button')?.click()
    await expect.poll(() => page.text()).toContain(first.subject)
  })

  it('turns customers away', async () => {
    const page = await mount(html`<deskhand-agent></deskhand-agent>`, {
      client: desk.client('ada'),
    })
    expect(page.text()).toContain('This page is for the team.')
    expect(page.query('deskhand-ticket-list')).toBeUndefined()
  })

  it('is accessible with list, ticket, menu and help', async () => {
    const page = await show()
    await expectAccessible(page)
    page.query('tbody .open')?.click()
    await expect.poll(() => page.query('article')).toBeDefined()
    await expectAccessible(page)
    page.query('.help')?.click()
    await expect.poll(() => page.query('dialog[open]')).toBeDefined()
    await expectAccessible(page)
    page.query('dialog[open]')?.closest('dialog')?.close()
    page.find('deskhand-agent').closeTicket()
    await browser.viewport(600, 800)
    page.query('.here')?.click()
    await expect.poll(() => page.query('[role="menuitemradio"]')?.checkVisibility()).toBe(true)
    await expectAccessible(page)
  })

  it('fits 320 pixels, runs from right to left and keeps its marks in forced colours', async () => {
    const page = await show()
    await expectReflow(page)
    page.find('deskhand-agent').openTicket(first.id)
    await expect.poll(() => page.query('article')).toBeDefined()
    await expectReflow(page)
    page.unmount()
    await browser.viewport(1280, 800)
    await forceColours()
    const other = await mount(html`<deskhand-agent view="new"></deskhand-agent>`, {
      client,
      ...rightToLeft,
    })
    await expect.poll(() => other.query('#subject')).toBeDefined()
    const side = other.query('.side')?.getBoundingClientRect()
    const main = other.query('.main')?.getBoundingClientRect()
    expect(side && main && side.left > main.left).toBe(true)
    expect(untranslated(other, ['Grace'])).toEqual([])
  })

  it('works under a strict policy and leaves nothing behind', async () => {
    const { problems } = await visitStrictPage({
      desk,
      person: 'grace',
      html: '<deskhand-agent view="all" url-state></deskhand-agent>',
      click: ['tbody .open'],
      expectText: 'Close ticket',
    })
    expect(problems).toEqual([])
    await expectNoLeak(() => html`<deskhand-agent view="all"></deskhand-agent>`, { client })
  })
})
