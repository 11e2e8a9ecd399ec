import { afterEach, describe, expect, it } from 'vitest'
import { page as browser, userEvent } from 'vitest/browser'
import { expectAccessible, forceColours } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectReflow, rightToLeft, untranslated } from '../../test/support/layout.ts'
import { html, type Mounted, mount } from '../../test/support/mount.ts'
import { focusedElement } from '../overlay/open-dialog.ts'
import '../define/deskhand-tags.ts'

const desk = await openDesk({ plugins: ['tags'] })
const sue = desk.client('sue')
const grace = desk.client('grace')
const looks = [
  { name: 'billing', colour: '#15803d', icon: 'credit-card' },
  { name: 'bug', colour: '#b91c1c', icon: 'bug', isPublic: true },
  { name: 'snow', colour: '#ffffff' },
  { name: 'coal', colour: '#000000' },
  { name: 'a name longer than there is room for it anywhere', colour: '#facc15' },
] as const
for (const look of looks) await sue.tags.create(look)

async function ticketWith(...names: string[]): Promise<string> {
  const ada = desk.client('ada')
  const { id } = await ada.tickets.create({ subject: 'Invoice', description: 'x' })
  if (names.length > 0) await sue.tags.add({ ticketId: id, names })
  return id
}

// The order of what is offered: most used first.
await ticketWith('billing')

const element = (ticketId: string) => html`<deskhand-tags ticket-id=${ticketId}></deskhand-tags>`
const badges = (page: Mounted) => page.queryAll('.tag-name').map(({ textContent }) => textContent)
const options = (page: Mounted) =>
  page.queryAll('[role=option] bdi').map(({ textContent }) => textContent)
const active = (page: Mounted) => page.query('.active bdi')?.textContent
const onServer = async (ticketId: string) =>
  (await sue.tags.of({ ticketId })).data.map(({ name }) => name)

async function show(ticketId: string, client = grace): Promise<Mounted> {
  const page = await mount(element(ticketId), { client })
  await expect.poll(() => page.query('deskhand-tag-picker, .none, .tags')).toBeTruthy()
  return page
}

afterEach(() => desk.fail({}))

describe('deskhand-tags', () => {
  it('adds, makes and removes tags with the keyboard alone', async () => {
    const ticketId = await ticketWith('snow')
    const page = await show(ticketId)
    await userEvent.keyboard('{Tab}{Tab}')
    expect(focusedElement()?.getAttribute('aria-label')).toBe('Tags')
    await userEvent.keyboard('b')
    await expect.poll(() => options(page)).toEqual(['billing', 'bug', 'Create “b”'])
    await userEvent.keyboard('{ArrowDown}')
    expect(active(page)).toBe('bug')
    await userEvent.keyboard('{ArrowUp}{ArrowUp}')
    expect(active(page)).toBe('Create “b”')
    await userEvent.keyboard('{ArrowDown}{Enter}')
    expect(badges(page)).toContain('billing')
    await userEvent.keyboard('brand new')
    await expect.poll(() => options(page)).toEqual(['Create “brand new”'])
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => onServer(ticketId)).toEqual(['billing', 'brand new', 'snow'])
    await expect.poll(() => page.queryAll('.tag.plain')).toHaveLength(0)
    await userEvent.keyboard('{Backspace}')
    await expect.poll(() => onServer(ticketId)).toEqual(['billing', 'brand new'])
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}')
    await expect.poll(() => onServer(ticketId)).toEqual(['billing'])
    expect(focusedElement()?.getAttribute('role')).toBe('combobox')
  })

  it('counts Enter for what has been typed, before the answer is there', async () => {
    const ticketId = await ticketWith()
    const page = await show(ticketId)
    page.find('deskhand-tag-picker').focus()
    await userEvent.keyboard('coal{Enter}')
    await expect.poll(() => badges(page)).toEqual(['coal'])
    await userEvent.keyboard('COAL ')
    await expect.poll(() => page.query('[role=option]')?.ariaSelected).toBe('true')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => badges(page)).toEqual([])
    await expect.poll(() => onServer(ticketId)).toEqual([])
  })

  it('closes its list by Escape, by Tab and by a click elsewhere', async () => {
    const page = await show(await ticketWith())
    const isOpen = () => page.query('.popover')?.matches(':popover-open')
    const picker = page.find('deskhand-tag-picker')
    for (const close of ['{Escape}', '{Tab}']) {
      picker.focus()
      await userEvent.keyboard('{ArrowDown}')
      await expect.poll(isOpen).toBe(true)
      await expect.poll(() => options(page).length).toBeGreaterThan(4)
      await userEvent.keyboard(close)
      await expect.poll(isOpen).toBe(false)
    }
    await userEvent.click(page.query('[part=input]') as HTMLElement)
    await expect.poll(isOpen).toBe(true)
    await userEvent.click(document.body, { position: { x: 900, y: 700 } })
    await expect.poll(isOpen).toBe(false)
  })

  it('takes back what was not saved, says so, and tries again', async () => {
    const ticketId = await ticketWith('snow')
    const page = await show(ticketId)
    page.find('deskhand-tag-picker').focus()
    await userEvent.keyboard('bug')
    await expect.poll(() => options(page)).toContain('bug')
    await desk.fail({ busy: true })
    await userEvent.keyboard('{Enter}')
    expect(badges(page)).toEqual(['snow', 'bug'])
    await expect.poll(() => badges(page), { timeout: 15_000 }).toEqual(['snow'])
    expect(page.text()).toContain('“bug” was not added. The server is busy.')
    await expectAccessible(page)
    await desk.fail({})
    await browser.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => onServer(ticketId)).toEqual(['bug', 'snow'])
    expect(badges(page)).toEqual(['bug', 'snow'])
  })

  it('follows what others change', async () => {
    const ticketId = await ticketWith('snow')
    const page = await show(ticketId)
    await expect.poll(() => page.provider.session?.live.state).toBe('open')
    await sue.tags.set({ ticketId, names: ['coal'] })
    await expect.poll(() => badges(page)).toEqual(['coal'])
  })

  it('tells the page of changes', async () => {
    const ticketId = await ticketWith()
    const page = await show(ticketId)
    const told: string[] = []
    page.provider.addEventListener('deskhand-tags-changed', ({ detail }) =>
      told.push(`${detail.ticketId} ${detail.tags.map(({ name }) => name)}`),
    )
    page.find('deskhand-tag-picker').focus()
    await userEvent.keyboard('snow{Enter}')
    await expect.poll(() => told).toEqual([`${ticketId} snow`])
  })

  it('shows customers the public ones, and does not let them change anything', async () => {
    const page = await show(await ticketWith('bug', 'billing'), desk.client('ada'))
    expect(badges(page)).toEqual(['bug'])
    expect(page.query('input')).toBeUndefined()
    await expectAccessible(page)
  })

  it('takes names as text', async () => {
    const name = '<img src=x onerror=alert(1)>'
    const page = await show(await ticketWith(name))
    expect(badges(page)).toEqual([name])
    expect(page.query('img')).toBeUndefined()
  })
})

describe('badges', () => {
  it('are accessible, also with a list open, and can be read in all colours', async () => {
    const page = await show(await ticketWith(...looks.map(({ name }) => name)))
    expect(page.queryAll('.tag')).toHaveLength(looks.length)
    await expectAccessible(page)
    page.find('deskhand-tag-picker').focus()
    await userEvent.keyboard('{ArrowDown}')
    await expect.poll(() => options(page).length).toBeGreaterThan(4)
    await userEvent.keyboard('{ArrowDown}')
    await expectAccessible(page)
    await userEvent.keyboard('nothing that is there')
    await expect.poll(() => options(page)).toEqual(['Create “nothing that is there”'])
    await expectAccessible(page)
  })

  it('have their icon, and room for it before it has been loaded', async () => {
    const page = await show(await ticketWith('bug'))
    const icon = page.query('.tag-shape')
    expect(icon?.getBoundingClientRect().width).toBe(12)
    await expect.poll(() => icon?.querySelector('path')?.getAttribute('d')).toMatch(/^M/)
  })

  it('have an edge of their own in forced colours', async () => {
    await forceColours()
    const page = await show(await ticketWith('snow'))
    const badge = page.query('.tag')
    expect(badge && getComputedStyle(badge).borderTopColor).toBe('rgb(0, 0, 0)')
  })

  it('fit a narrow page, with the list open', async () => {
    const page = await show(await ticketWith(...looks.map(({ name }) => name)))
    page.find('deskhand-tag-picker').focus()
    await userEvent.keyboard('{ArrowDown}')
    await expect.poll(() => options(page).length).toBeGreaterThan(4)
    await expectReflow(page)
  })

  it('run from right to left, with no word that is not a term', async () => {
    const ticketId = await ticketWith('snow')
    const page = await mount(element(ticketId), { client: grace, ...rightToLeft })
    await expect.poll(() => page.query('deskhand-tag-picker')).toBeTruthy()
    page.find('deskhand-tag-picker').focus()
    await userEvent.keyboard('{ArrowDown}')
    await expect.poll(() => options(page).length).toBeGreaterThan(4)
    expect(getComputedStyle(page.find('deskhand-tags')).direction).toBe('rtl')
    expect(
      untranslated(page, [...options(page), ...looks.map(({ name }) => name)] as string[]),
    ).toEqual([])
  })

  it('are accessible while they load and when they could not be loaded', async () => {
    const ticketId = await ticketWith('snow')
    const append = (page: Mounted) => {
      const tags = document.createElement('deskhand-tags')
      tags.ticketId = ticketId
      page.provider.append(tags)
    }
    const page = await mount(html`<p></p>`, { client: grace })
    await desk.fail({ held: true })
    append(page)
    await expect.poll(() => page.query('[aria-busy=true]')).toBeTruthy()
    await expectAccessible(page)
    page.unmount()
    await desk.fail({})
    const failing = await mount(html`<p></p>`, { client: grace })
    await desk.fail({ busy: true })
    append(failing)
    await expect
      .poll(() => failing.text(), { timeout: 15_000 })
      .toContain('The tags could not be loaded')
    await expectAccessible(failing)
    await desk.fail({})
    await browser.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => badges(failing)).toEqual(['snow'])
  })
})
