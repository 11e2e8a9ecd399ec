import { render } from 'lit'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { commands, userEvent } from 'vitest/browser'
import { expectAccessible, forceColours } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectReflow, rightToLeft, untranslated } from '../../test/support/layout.ts'
import { expectNoLeak } from '../../test/support/leaks.ts'
import { html, type Mounted, type MountOptions, mount, settled } from '../../test/support/mount.ts'
import { visitStrictPage } from '../../test/support/strict-page.ts'
import '../define/deskhand-ticket-list.ts'

const desk = await openDesk({ tickets: 14, plugins: [] })
const grace = desk.client('grace')
const sue = desk.client('sue')

const template = (pageSize = 5) =>
  html`<deskhand-ticket-list href="#ticket-{number}" page-size=${pageSize}></deskhand-ticket-list>`

const rowsOf = (page: Mounted) => page.queryAll('tbody tr[data-id]')
const subjectsOf = (page: Mounted) => page.queryAll('.open').map((one) => one.textContent)
const focused = (page: Mounted) =>
  page.find('deskhand-ticket-list').shadowRoot?.activeElement?.textContent?.trim()

async function show(content = template(), options: MountOptions = {}): Promise<Mounted> {
  const page = await mount(content, { client: grace, ...options })
  await expect.poll(() => rowsOf(page).length).toBeGreaterThan(0)
  await settled(page.provider)
  return page
}

function button(page: Mounted, name: string): HTMLElement {
  const found = page
    .queryAll('button')
    .find((one) => (one.ariaLabel ?? one.textContent ?? '').trim().startsWith(name))
  if (!found) throw new Error(`There is no button “${name}”.`)
  return found
}

afterEach(async () => {
  await desk.fail({})
  history.replaceState(null, '', location.pathname)
})

describe('deskhand-ticket-list', () => {
  it('is accessible while it loads, when it is there, with its panel, and with rows selected', async () => {
    const page = await mount(html`<p></p>`, { client: grace })
    await desk.fail({ held: true })
    render(template(), page.provider)
    await expect.poll(() => page.query('table')?.ariaBusy).toBe('true')
    expect(page.queryAll('.placeholder')).toHaveLength(5)
    await expectAccessible(page)
    await desk.fail({})
    await expect.poll(() => rowsOf(page).length).toBe(5)
    expect(page.text()).toContain('14 tickets')
    await expectAccessible(page)
    await userEvent.click(button(page, 'Filters'))
    await expect.poll(() => page.query('.filters')?.matches(':popover-open')).toBe(true)
    await expectAccessible(page)
    await userEvent.keyboard('{Escape}')
    await userEvent.click(page.queryAll('tbody [type=checkbox]')[0] as HTMLElement)
    await userEvent.click(button(page, 'Set status'))
    await expectAccessible(page)
  })

  it('is accessible with nothing in it, with nothing that matches, and when it failed', async () => {
    const empty = await mount(template(), { client: desk.client('root') })
    const list = empty.find('deskhand-ticket-list')
    list.fixedFilters = { assignee: 'root' }
    await expect.poll(() => empty.text()).toContain('No tickets yet')
    await expectAccessible(empty)
    list.filters = { status: ['closed'] }
    await expect.poll(() => empty.text()).toContain('No ticket matches these filters')
    await expectAccessible(empty)
    empty.unmount()

    await desk.fail({ busy: true })
    const failed = await mount(template(), { client: desk.client('hal') })
    await expect.poll(() => failed.text()).toContain('The tickets could not be loaded')
    expect(failed.text()).toContain('The server is busy.')
    await expectAccessible(failed)
    await desk.fail({})
    await userEvent.click(button(failed, 'Try again'))
    await expect.poll(() => rowsOf(failed).length).toBe(5)
  })

  it('keeps what it shows when it can not be brought up to date', async () => {
    const page = await show()
    await desk.fail({ offline: true })
    await page.find('deskhand-ticket-list').refresh()
    await expect.poll(() => page.text()).toContain('The list could not be brought up to date')
    expect(rowsOf(page)).toHaveLength(5)
    await expectAccessible(page)
    await desk.fail({})
    await userEvent.click(button(page, 'Try again'))
    await expect.poll(() => page.text()).not.toContain('could not be brought up to date')
  })

  it('sorts by its headings and turns pages without losing the focus', async () => {
    const page = await show()
    const newest = subjectsOf(page)
    await userEvent.click(button(page, 'Created'))
    await expect.poll(() => page.query('[aria-sort]')?.ariaSort).toBe('ascending')
    await expect.poll(() => page.query('.facts')?.textContent).toContain('#1')
    await userEvent.click(button(page, 'Priority'))
    await expect.poll(() => page.query('.priority[aria-sort]')?.ariaSort).toBe('descending')
    await userEvent.click(button(page, 'Created'))
    await expect.poll(() => subjectsOf(page)).toEqual(newest)

    const next = button(page, 'Next page')
    await userEvent.click(next)
    await expect.poll(() => page.text()).toContain('Page 2')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => rowsOf(page).length).toBe(4)
    expect(page.find('deskhand-pager').shadowRoot?.activeElement).toBe(next)
    expect(next.ariaDisabled).toBe('true')
    await userEvent.click(button(page, 'Previous page'))
    await expect.poll(() => rowsOf(page).length).toBe(5)
    await userEvent.selectOptions(page.query('select') as HTMLElement, '25')
    await expect.poll(() => rowsOf(page).length).toBe(14)
  })

  it('appends pages where it is told to, and goes on where the new tickets begin', async () => {
    const page = await show(
      html`<deskhand-ticket-list paging="more" page-size="10"></deskhand-ticket-list>`,
    )
    await userEvent.click(button(page, 'Load more'))
    await expect.poll(() => rowsOf(page).length).toBe(14)
    await expect.poll(() => focused(page)).toBe(subjectsOf(page)[10])
    expect(page.text()).not.toContain('Load more')
  })

  it('is worked with by keyboard alone: find, select, assign, open', async () => {
    const page = await show()
    const opened: string[] = []
    const list = page.find('deskhand-ticket-list')
    list.addEventListener('deskhand-ticket-open', (event) => {
      event.preventDefault()
      opened.push(event.detail.ticketId)
    })
    list.focus()
    const subjects = subjectsOf(page)
    expect(focused(page)).toBe(subjects[0])
    await userEvent.keyboard('jj')
    expect(focused(page)).toBe(subjects[2])
    await userEvent.keyboard('{ArrowUp}x')
    await userEvent.keyboard('{End}{Shift>}x{/Shift}')
    await expect.poll(() => page.text()).toContain('4 selected')
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => page.query('deskhand-bulk-bar')).toBeUndefined()
    await userEvent.keyboard('{Home}x{Shift>}{ArrowDown}{/Shift}')
    await expect.poll(() => page.text()).toContain('2 selected')
    await userEvent.keyboard('a')
    await expect.poll(() => page.query('.picker')?.matches(':popover-open')).toBe(true)
    await userEvent.keyboard('hal')
    await expect.poll(() => page.query('[role=option]')?.textContent).toContain('Hal')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.text()).toContain('2 tickets changed')
    await expect
      .poll(() => rowsOf(page).map((row) => (row.querySelector('.assignee') as HTMLElement).title))
      .toEqual(expect.arrayContaining(['Hal', 'Hal']))
    await expect.poll(() => focused(page)).toBe(subjects[1])
    await userEvent.keyboard('{Enter}')
    expect(opened).toEqual([rowsOf(page)[1]?.dataset.id])
    expect(location.hash).toBe('')
  })

  it('opens by its links, unless somebody else does', async () => {
    const page = await show()
    const list = page.find('deskhand-ticket-list')
    expect(page.query('a.open')?.getAttribute('href')).toBe('#ticket-14')
    await userEvent.click(page.queryAll('tbody .priority')[0] as HTMLElement)
    expect(location.hash).toBe('#ticket-14')
    history.replaceState(null, '', location.pathname)
    const open = vi.fn((event: Event) => event.preventDefault())
    list.addEventListener('deskhand-ticket-open', open)
    await userEvent.click(page.query('a.open') as HTMLElement)
    expect(open).toHaveBeenCalledTimes(1)
    expect(location.hash).toBe('')
    list.href = ''
    await list.updateComplete
    await userEvent.click(page.query('button.open') as HTMLElement)
    expect(open).toHaveBeenCalledTimes(2)
  })

  it('tells what is new and changes what it shows in place', async () => {
    const page = await show()
    await expect.poll(() => page.provider.session?.live.state).toBe('open')
    const before = subjectsOf(page)
    const changed = rowsOf(page)[2]?.dataset.id as string
    await grace.tickets.update({ ticketId: changed, subject: 'Told anew' })
    await desk.client('ben').tickets.create({ subject: 'Only now', description: 'x' })
    await expect.poll(() => page.text()).toContain('1 new ticket')
    await expect.poll(() => subjectsOf(page)).toEqual(before.with(2, 'Told anew'))
    await expectAccessible(page)
    await userEvent.click(button(page, '1 new ticket'))
    await expect.poll(() => subjectsOf(page)[0]).toBe('Only now')
    expect(page.query('.news')).toBeUndefined()
  })

  it('offers the statuses that make sense and tells what could not be changed', async () => {
    const subject = 'Soon to be deleted'
    const { id } = await desk.client('ada').tickets.create({ subject, description: 'x' })
    // As on a server without streams: the list does not hear of what others do.
    const deaf = { ...desk.client('grace'), events: { async *stream() {} } }
    const page = await show(template(), { client: deaf })
    const [first, second] = rowsOf(page)
    expect(first?.dataset.id).toBe(id)
    await userEvent.click(first?.querySelector('[type=checkbox]') as HTMLElement)
    await userEvent.click(second?.querySelector('[type=checkbox]') as HTMLElement)
    await userEvent.click(button(page, 'Set status'))
    const offered = page.queryAll('[role=menuitem]').map((one) => one.dataset.status)
    expect(offered).toEqual(expect.arrayContaining(['open', 'pending', 'resolved']))
    expect(offered).not.toContain('closed')
    await sue.tickets.delete({ ticketId: id })
    await userEvent.click(page.query('[role=menuitem][data-status=resolved]') as HTMLElement)
    await expect.poll(() => page.text()).toContain('1 ticket could not be changed')
    expect(page.query('.failures')?.textContent).toContain(subject)
    expect(page.query('.failures')?.textContent).toContain('not there any more')
    await expectAccessible(page)
    await expect.poll(() => rowsOf(page).map((row) => row.dataset.id)).not.toContain(id)
    await userEvent.click(page.query('.failures .link') as HTMLElement)
    await expect.poll(() => page.query('.failures')).toBeUndefined()
  })

  it('shows customers their tickets, with fewer columns and nothing to select', async () => {
    const page = await show(template(), { client: desk.client('ada') })
    expect(page.text()).toContain('My tickets')
    const headings = page.queryAll('thead th').map(({ textContent }) => textContent?.trim())
    expect(headings).toEqual(['Ticket', 'Status', 'Updated', 'Created'])
    expect(page.queryAll('[type=checkbox]').filter((one) => one.closest('table'))).toEqual([])
    await expectAccessible(page)
  })

  it('fits into 320 px, as cards, from right to left as well', async () => {
    const page = await show(template(), rightToLeft)
    await expectReflow(page)
    expect(getComputedStyle(page.find('deskhand-ticket-list')).direction).toBe('rtl')
    const data = rowsOf(page).flatMap((row) => [
      ...[...row.querySelectorAll('bdi, [dir=auto]')].map((one) => one.textContent ?? ''),
    ])
    const people = ['Grace', 'Hal', 'Ada', 'Ben', 'Carl']
    const keys = page.queryAll('kbd').map((one) => one.textContent ?? '')
    expect(untranslated(page, [...data, ...people, ...keys])).toEqual([])
    await userEvent.click(page.queryAll('tbody [type=checkbox]')[0] as HTMLElement)
    await expectReflow(page)
  })

  it('can be read in forced colours', async () => {
    const page = await show()
    await forceColours()
    await userEvent.click(page.queryAll('tbody [type=checkbox]')[0] as HTMLElement)
    await settled(page.provider)
    expect(getComputedStyle(page.query('tr.selected') as HTMLElement).outlineStyle).toBe('solid')
    await commands.emulateMedia({ forcedColors: null })
  })

  it('needs nothing that a strict policy forbids', async () => {
    const { problems } = await visitStrictPage({
      desk,
      person: 'grace',
      html: '<deskhand-ticket-list url-state></deskhand-ticket-list>',
      click: ['text=Filters', 'text=Urgent'],
      expectText: 'Priority: Urgent',
    })
    expect(problems).toEqual([])
  })

  it('leaves nothing behind', async () => {
    await expectNoLeak(() => template(), { client: grace })
  })
})
