import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page as browser, userEvent } from 'vitest/browser'
import { expectAccessible, forceColours } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectReflow, rightToLeft, untranslated } from '../../test/support/layout.ts'
import { html, type Mounted, type MountOptions, mount } from '../../test/support/mount.ts'
import { focusedElement } from '../overlay/open-dialog.ts'
import '../define/deskhand-tag-manager.ts'

const desk = await openDesk({ plugins: ['tags'] })
const sue = desk.client('sue')
const { id: ticketId } = await desk
  .client('ada')
  .tickets.create({ subject: 'Invoice', description: 'x' })

async function clear(): Promise<void> {
  const { data } = await sue.tags.list({ limit: 100 })
  for (const { id } of data) await sue.tags.delete({ tagId: id })
}

beforeEach(async () => {
  await clear()
  await sue.tags.create({ name: 'billing', colour: '#15803d', icon: 'credit-card' })
  await sue.tags.create({ name: 'invoices', colour: '#facc15', isPublic: true })
  await sue.tags.create({ name: 'bug', colour: '#b91c1c' })
  await sue.tags.add({ ticketId, names: ['billing'] })
})
afterEach(() => desk.fail({}))

const manager = () => html`<deskhand-tag-manager></deskhand-tag-manager>`
const rows = (page: Mounted) => page.queryAll('tbody tr[data-id]')
const button = (name: string) => browser.getByRole('button', { name, exact: true })
const switchOf = (name: string) =>
  browser.getByRole('switch', { name: `“${name}” is visible to customers` })
const stored = async (name: string) =>
  (await sue.tags.suggest({ prefix: name })).data.find((tag) => tag.name === name)

async function show(client = sue, options: MountOptions = {}): Promise<Mounted> {
  const page = await mount(manager(), { client, ...options })
  await expect.poll(() => rows(page).length).toBe(3)
  return page
}

describe('deskhand-tag-manager', () => {
  it('lists tags with their counts, the most used first', async () => {
    const page = await show()
    expect(rows(page)[0]?.textContent).toMatch(/billing/)
    expect(rows(page)[0]?.querySelector('.total .wide')?.textContent).toBe('1')
    await expectAccessible(page)
    await expectReflow(page)
  })

  it('makes a tag with the keyboard alone, and says at the name that it is taken', async () => {
    const page = await show()
    await userEvent.keyboard('{Tab}{Tab}{Enter}')
    await expect.poll(() => focusedElement()?.id).toBe('name')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.text()).toContain('Give the tag a name.')
    await userEvent.keyboard('BILLING{Enter}')
    await expect.poll(() => page.text()).toContain('There is a tag named “BILLING” already.')
    expect(focusedElement()?.getAttribute('aria-invalid')).toBe('true')
    await expectAccessible(page)
    await expectReflow(page)
    await userEvent.keyboard('{Control>}a{/Control}urgent{Tab}{ArrowRight}{Tab}{Tab}{ArrowRight}')
    expect(page.query('.stage')?.textContent).toContain('urgent')
    expect(page.text()).toMatch(/Text contrast \d+(\.\d)? : 1/)
    await userEvent.keyboard('{Tab}{Space}{Enter}')
    await expect.poll(() => rows(page).length).toBe(4)
    expect(rows(page)[0]?.textContent).toMatch(/urgent/)
    expect(await stored('urgent')).toMatchObject({ icon: 'alert', isPublic: true })
    await expect.poll(() => focusedElement()?.id).toBe('new')
  })

  it('renames and recolours in place, and gives the focus back', async () => {
    const page = await show()
    await button('Edit “bug”').click()
    await expect.poll(() => focusedElement()?.id).toBe('name')
    await expectAccessible(page)
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => focusedElement()?.ariaLabel).toBe('Edit “bug”')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => focusedElement()?.id).toBe('name')
    await userEvent.keyboard('defect')
    const own = page.query<HTMLInputElement>('input[type=color]')
    if (own) own.value = '#ffffff'
    own?.dispatchEvent(new Event('input', { bubbles: true }))
    await expect.poll(() => page.text()).toContain('Text contrast 21 : 1')
    await expectAccessible(page)
    await button('Save').click()
    await expect
      .poll(() => stored('defect'))
      .toMatchObject({
        colour: '#ffffff',
        textColour: '#000000',
      })
    await expect.poll(() => focusedElement()?.ariaLabel).toBe('Edit “defect”')
  })

  it('publishes at once, and takes it back when that fails', async () => {
    const page = await show()
    await switchOf('billing').click()
    await expect.poll(async () => (await stored('billing'))?.isPublic).toBe(true)
    await desk.fail({ offline: true })
    await switchOf('billing').click()
    await expect.poll(() => page.text(), { timeout: 15_000 }).toContain('You seem to be offline')
    expect((switchOf('billing').element() as HTMLInputElement).checked).toBe(true)
  })

  it('merges into another one, after it has told how many tickets it is', async () => {
    const page = await show()
    await button('Merge “billing” into another tag').click()
    await expect.poll(() => page.text()).toContain('1 ticket gets the other tag')
    await userEvent.keyboard('b')
    await expect.poll(() => page.queryAll('[role=option]').length).toBe(1)
    await expectAccessible(page)
    await userEvent.keyboard('{Escape}')
    expect(page.query('dialog')?.hasAttribute('open')).toBe(true)
    await userEvent.keyboard('inv{Enter}')
    await expect.poll(() => page.text()).toContain('customers, so they will see it')
    await expectAccessible(page)
    await expectReflow(page)
    await button('Merge tags').click()
    await expect
      .poll(() => page.text())
      .toContain('“billing” was merged into “invoices” on 1 ticket.')
    expect(rows(page)).toHaveLength(2)
    const counts = page.queryAll('.total .wide').map(({ textContent }) => textContent)
    expect(counts.sort()).toEqual(['0', '1'])
    expect((await sue.tags.of({ ticketId })).data.map(({ name }) => name)).toEqual(['invoices'])
    await expect.poll(() => focusedElement()?.id).toBe('heading')
  })

  it('deletes, after it has told how many tickets it is, and not when it is cancelled', async () => {
    const page = await show()
    await button('Delete “billing”').click()
    await expect.poll(() => page.text()).toContain('It is taken off 1 ticket.')
    await expectAccessible(page)
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => focusedElement()?.ariaLabel).toBe('Delete “billing”')
    expect(await stored('billing')).toBeTruthy()
    await userEvent.keyboard('{Enter}')
    await desk.fail({ busy: true })
    await button('Delete tag').click()
    await expect.poll(() => page.text(), { timeout: 15_000 }).toContain('The server is busy.')
    await expectAccessible(page)
    await desk.fail({})
    await button('Delete tag').click()
    await expect.poll(() => page.text()).toContain('deleted and taken off 1 ticket.')
    expect(await stored('billing')).toBeUndefined()
  })

  it('finds by the beginning of names', async () => {
    const page = await show()
    await userEvent.fill(page.query('input[type=search]') as HTMLElement, 'b')
    await expect.poll(() => rows(page).length).toBe(2)
    await userEvent.fill(page.query('input[type=search]') as HTMLElement, 'zebra')
    await expect.poll(() => page.text()).toContain('No tag begins with “zebra”')
    await expectAccessible(page)
  })

  it('lets agents see and create, where they may, and manage nothing', async () => {
    const page = await show(desk.client('grace'))
    expect(page.queryAll('.actions, [role=switch]')).toHaveLength(0)
    await button('New tag').click()
    await expect.poll(() => focusedElement()?.id).toBe('name')
    expect(page.query('[role=switch]')).toBeUndefined()
    await userEvent.keyboard('of grace{Enter}')
    await expect.poll(() => stored('of grace')).toMatchObject({ isPublic: false })
  })

  it('is accessible while it loads, with nothing in it, and when it failed', async () => {
    const loading = await mount(html`<p></p>`, { client: sue })
    await desk.fail({ held: true })
    loading.provider.append(document.createElement('deskhand-tag-manager'))
    await expect.poll(() => loading.query('table')?.ariaBusy).toBe('true')
    await expectAccessible(loading)
    loading.unmount()
    await desk.fail({})
    await clear()
    const empty = await mount(manager(), { client: sue })
    await expect.poll(() => empty.text()).toContain('No tags yet')
    await expectAccessible(empty)
    empty.unmount()
    const failed = await mount(html`<p></p>`, { client: sue })
    await desk.fail({ busy: true })
    failed.provider.append(document.createElement('deskhand-tag-manager'))
    await expect
      .poll(() => failed.text(), { timeout: 15_000 })
      .toContain('The tags could not be loaded.')
    await expectAccessible(failed)
    await desk.fail({})
    await button('Try again').click()
    await expect.poll(() => failed.text()).toContain('No tags yet')
  })

  it('runs from right to left, with no word that is not a term, in forced colours too', async () => {
    await forceColours()
    const page = await show(sue, rightToLeft)
    page.query<HTMLElement>('.edit')?.click()
    await expect.poll(() => focusedElement()?.id).toBe('name')
    expect(untranslated(page, ['billing', 'invoices', 'bug'])).toEqual([])
    expect(getComputedStyle(page.find('deskhand-tag-manager')).direction).toBe('rtl')
  })
})
