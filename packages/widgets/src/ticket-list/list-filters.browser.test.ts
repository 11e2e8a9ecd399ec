import { afterEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { html, type Mounted, mount } from '../../test/support/mount.ts'
import type { Contribution } from '../contributions/contribution.ts'
import type {
  FilterFieldContext,
  TicketBulkContext,
  TicketColumnContext,
} from '../contributions/slots.ts'
import '../define/deskhand-ticket-list.ts'

const desk = await openDesk({ tickets: 12, plugins: ['tags'] })
const grace = desk.client('grace')
const sue = desk.client('sue')
const { id: billing } = await sue.categories.create({ name: 'Billing' })
const { data: known } = await sue.tickets.list({ limit: 12, order: 'asc' })
const [first, second] = known.map(({ id }) => id) as [string, string]
await sue.tickets.update({ ticketId: first, categoryId: billing })
await grace.tags.add({ ticketId: first, names: ['vip'] })
await grace.tags.add({ ticketId: second, names: ['vip', 'late'] })

const rowsOf = (page: Mounted) => page.queryAll('tbody tr[data-id]')
const numbersOf = (page: Mounted) =>
  page.queryAll('.facts > :first-child').map((one) => Number(one.textContent?.slice(1)))
const chipsOf = (page: Mounted) => page.queryAll('.chip > span').map((one) => one.textContent)
const counted = (page: Mounted, text: string) =>
  expect.poll(() => page.query('.count')?.textContent).toBe(text)

function pill(page: Mounted, text: string): HTMLElement {
  const found = page.queryAll('.pill').find((one) => one.textContent?.trim() === text)
  if (!found) throw new Error(`There is no pill “${text}”.`)
  return found
}

async function openFilters(page: Mounted): Promise<void> {
  await userEvent.click(page.query('.tools .button') as HTMLElement)
}

afterEach(() => {
  history.replaceState(null, '', location.pathname)
})

describe('filters of the list', () => {
  it.each([
    ['are', '?status[]=new&status[]=open'],
    ['are not', ''],
  ])('do not move the rows when they %s in the address', async (_are, search) => {
    history.replaceState(null, '', `${location.pathname}${search}`)
    const page = await mount(html`<deskhand-ticket-list url-state></deskhand-ticket-list>`)
    const top = () => page.query('.frame')?.getBoundingClientRect().top
    const before = top()
    page.provider.client = grace
    await expect.poll(() => rowsOf(page).length).toBeGreaterThan(0)
    expect(chipsOf(page)).toHaveLength(search === '' ? 0 : 1)
    expect(top()).toBe(before)
  })

  it('are chosen in the panel, told by chips, and taken off one by one or all', async () => {
    const page = await mount(html`<deskhand-ticket-list></deskhand-ticket-list>`, { client: grace })
    await counted(page, '12 tickets')
    await openFilters(page)
    await userEvent.click(pill(page, 'New'))
    await userEvent.click(pill(page, 'Open'))
    await expect.poll(() => chipsOf(page)).toEqual(['Status: New, Open'])
    await counted(page, '4 tickets')
    await userEvent.click(pill(page, 'Billing'))
    await expect.poll(() => chipsOf(page)).toEqual(['Status: New, Open', 'Category: Billing'])
    await counted(page, '1 ticket')
    await userEvent.click(page.query('deskhand-person-picker') as HTMLElement)
    await userEvent.keyboard('hal')
    await expect.poll(() => page.query('[role=option]')?.textContent).toContain('Hal')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => chipsOf(page).at(-1)).toBe('Assignee: Hal')
    await userEvent.click(pill(page, 'Last 7 days'))
    await expect.poll(() => chipsOf(page).length).toBe(4)
    await expectAccessible(page)
    await userEvent.keyboard('{Escape}')

    await userEvent.click(page.query('.chip button') as HTMLElement)
    await expect.poll(() => chipsOf(page)[0]).toBe('Category: Billing')
    await userEvent.click(
      page.query('deskhand-filter-chips')?.shadowRoot?.querySelector('.link') as HTMLElement,
    )
    await counted(page, '12 tickets')
    expect(chipsOf(page)).toEqual([])
  })

  it('stand in the address, which can be shared and gone back in', async () => {
    history.replaceState({ router: 1 }, '', '?tab=2&status[]=new&status[]=bogus&limit=10')
    const page = await mount(html`<deskhand-ticket-list url-state></deskhand-ticket-list>`, {
      client: grace,
    })
    await expect.poll(() => chipsOf(page)).toEqual(['Status: New'])
    await counted(page, '2 tickets')
    await openFilters(page)
    await userEvent.click(pill(page, 'Resolved'))
    await userEvent.click(pill(page, 'High'))
    await userEvent.keyboard('{Escape}')
    await expect
      .poll(() => location.search)
      .toBe('?tab=2&status[]=new&status[]=resolved&priority[]=high&limit=10')
    expect(history.state).toEqual({ router: 1 })
    history.back()
    await expect.poll(() => chipsOf(page)).toEqual(['Status: New'])
    history.forward()
    await expect.poll(() => chipsOf(page)).toEqual(['Status: New, Resolved', 'Priority: High'])
  })

  it('of two lists on a page do not get in each other’s way', async () => {
    history.replaceState(null, '', '?mine.status[]=new')
    const page = await mount(
      html`<deskhand-ticket-list url-state="mine"></deskhand-ticket-list>
        <deskhand-ticket-list url-state="mine" .filters=${{ status: ['open'] }}></deskhand-ticket-list>`,
      { client: grace },
    )
    await expect.poll(() => chipsOf(page)).toEqual(['Status: New', 'Status: Open'])
    const [, clear] = page
      .queryAll('deskhand-filter-chips')
      .map((one) => one.shadowRoot?.querySelector('.link'))
    await userEvent.click(clear as HTMLElement)
    await expect.poll(() => location.search).toBe('?mine.status[]=new&mine-2.filters=none')
    expect(chipsOf(page)).toEqual(['Status: New'])
    history.back()
    await expect.poll(() => chipsOf(page)).toEqual(['Status: New', 'Status: Open'])
  })
})

class TagsCell extends HTMLElement {
  set context({ ticket }: TicketColumnContext) {
    const tags = ticket.tags as readonly { readonly name: string }[]
    this.textContent = tags.map(({ name }) => name).join(' ')
  }
}

class TagsField extends HTMLElement {
  set context({ setFilters }: FilterFieldContext) {
    const button = document.createElement('button')
    button.textContent = 'Only VIP'
    button.onclick = () => setFilters({ tags: { any: ['vip'] } })
    this.replaceChildren(button)
  }
}

class TagsAction extends HTMLElement {
  set context({ ticketIds, done }: TicketBulkContext) {
    const button = document.createElement('button')
    button.textContent = `Tag ${ticketIds.length}`
    button.onclick = async () => {
      await grace.tags.bulkAdd({ ticketIds, names: ['done'] })
      await done()
    }
    this.replaceChildren(button)
  }
}

const column: Contribution<'ticket-list:column@1'> = {
  id: 'tags:column',
  slot: 'ticket-list:column@1',
  label: 'Labels',
  tag: 'test-tags-cell',
  when: ({ has }) => has('tags'),
  options: { include: ['tags'] },
}
const field: Contribution<'filter-panel:field@1'> = {
  id: 'tags:filter',
  slot: 'filter-panel:field@1',
  label: 'Tags',
  tag: 'test-tags-field',
  options: { filters: ['tags'], chip: ({ tags }) => `Tags: ${JSON.stringify(tags)}` },
}
const action: Contribution<'ticket-list:bulk@1'> = {
  id: 'tags:bulk',
  slot: 'ticket-list:bulk@1',
  label: 'Tag',
  tag: 'test-tags-action',
}

describe('contributions to the list', () => {
  customElements.define('test-tags-cell', TagsCell)
  customElements.define('test-tags-field', TagsField)
  customElements.define('test-tags-action', TagsAction)

  it('add columns, filters and actions, and replace those of the same id', async () => {
    const page = await mount(
      html`<deskhand-ticket-list url-state order="asc"></deskhand-ticket-list>`,
      { client: grace, contributions: [column, field, action] },
    )
    const cells = () => page.queryAll('test-tags-cell').map((one) => one.textContent)
    await expect.poll(() => cells()[0]).toBe('vip')
    expect(page.queryAll('thead th').map((one) => one.textContent?.trim())).toContain('Labels')
    await openFilters(page)
    await userEvent.click(page.query('test-tags-field button') as HTMLElement)
    await expect.poll(() => numbersOf(page)).toEqual([1, 2])
    expect(chipsOf(page)).toEqual(['Tags: {"any":["vip"]}'])
    expect(location.search).toBe('?tags[any][]=vip')
    await userEvent.keyboard('{Escape}')

    await userEvent.click(rowsOf(page)[1]?.querySelector('[type=checkbox]') as HTMLElement)
    await expect.poll(() => page.query('test-tags-action')?.textContent).toBe('Tag 1')
    await userEvent.click(page.query('test-tags-action button') as HTMLElement)
    await expect.poll(() => cells()[1]).toContain('done')
    expect(page.query('deskhand-bulk-bar')).toBeUndefined()
  })
})
