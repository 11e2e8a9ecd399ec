import { beforeEach, describe, expect, it } from 'vitest'
import { page as browser, userEvent } from 'vitest/browser'
import { expectAccessible, forceColours } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { rightToLeft, untranslated } from '../../test/support/layout.ts'
import { html, type Mounted, type MountOptions, mount } from '../../test/support/mount.ts'
import { focusedElement } from '../overlay/open-dialog.ts'
import '../define/deskhand-launcher.ts'

const desk = await openDesk({ tickets: 9 })
const client = desk.client('ada')

beforeEach(() => browser.viewport(1024, 768))

async function show(options: MountOptions = {}, position = 'end'): Promise<Mounted> {
  return mount(
    html`<button class="below">Book</button>
      <deskhand-launcher position=${position}></deskhand-launcher>`,
    { client, ...options },
  )
}

async function open(page: Mounted): Promise<void> {
  page.query('.opener')?.focus()
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => page.queryAll('tbody .open').length).toBeGreaterThan(0)
}

describe('deskhand-launcher', () => {
  it('loads its panel when it is wanted, and goes through it by keyboard', async () => {
    const page = await show()
    expect(page.query('deskhand-launcher-panel')).toBeUndefined()
    const opener = page.query('.opener')
    await open(page)
    expect(opener?.getAttribute('aria-expanded')).toBe('true')
    expect(focusedElement()?.textContent).toBe('Help')
    page.query('tbody .open')?.focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.query('article')).toBeDefined()
    expect(focusedElement()?.localName).toBe('h2')
    expect(page.find('deskhand-launcher').ticketId).toBe(page.find('deskhand-ticket').ticketId)
    page.query('.back')?.focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.queryAll('tbody .open').length).toBeGreaterThan(0)
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => page.query('dialog[open]')).toBeUndefined()
    expect(focusedElement()).toBe(opener)
    expect(page.find('deskhand-launcher').open).toBe(false)
  })

  it('closes a menu before itself', async () => {
    const page = await show()
    await open(page)
    page.find('deskhand-sort-menu').shadowRoot?.querySelector('button')?.focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.query('[role="menu"]')?.matches(':popover-open')).toBe(true)
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => page.query('[role="menu"]')?.matches(':popover-open')).toBe(false)
    expect(page.query('dialog[open]')).toBeDefined()
  })

  it('covers nothing of the page while it is closed', async () => {
    const page = await show()
    await open(page)
    page.find('deskhand-launcher').hide()
    await expect.poll(() => page.query('dialog[open]')).toBeUndefined()
    const { width, height } = page.find('deskhand-launcher').getBoundingClientRect()
    expect(width).toBeLessThan(160)
    expect(height).toBeLessThan(64)
    const at = document.elementFromPoint(600, 500)
    expect(at?.closest('deskhand-launcher')).toBeNull()
  })

  it('fills a phone, and stands in the corner that it is told', async () => {
    await browser.viewport(390, 700)
    const page = await show()
    await open(page)
    const { width, height } = page.query('dialog')?.getBoundingClientRect() ?? {}
    expect([width, height]).toEqual([390, 700])
    expect(page.query('dialog')?.matches(':modal')).toBe(true)
    page.unmount()
    await browser.viewport(1024, 768)
    const start = await show({}, 'start')
    expect(start.query('.opener')?.getBoundingClientRect().left).toBeLessThan(40)
    const mirrored = await show(rightToLeft)
    expect(mirrored.query('.opener')?.getBoundingClientRect().left).toBeLessThan(40)
    expect(untranslated(mirrored, ['Book'])).toEqual([])
  })

  it('is not there while nobody is signed in', async () => {
    const page = await show({
      client: desk.clientWith({ mode: 'bearer', getToken: () => 'of nobody' }),
    })
    expect(page.query('.opener')).toBeUndefined()
  })

  it('is accessible closed, open, with a ticket and with the form', async () => {
    const page = await show()
    await expectAccessible(page)
    await open(page)
    await expectAccessible(page)
    page.query('tbody .open')?.click()
    await expect.poll(() => page.query('article')).toBeDefined()
    await expectAccessible(page)
    page.find('deskhand-launcher-panel').ticketId = ''
    page.find('deskhand-launcher-panel').view = 'new'
    await expect.poll(() => page.query('#subject')).toBeDefined()
    await expectAccessible(page)
    await forceColours()
    expect(page.query('dialog')?.checkVisibility()).toBe(true)
  })
})
