import { beforeEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectReflow, rightToLeft, untranslated } from '../../test/support/layout.ts'
import { html, type Mounted, mount } from '../../test/support/mount.ts'
import '../define/deskhand-portal.ts'

const desk = await openDesk({ tickets: 9 })
const client = desk.client('ada')

beforeEach(() => history.replaceState(null, '', location.pathname))

async function show(): Promise<Mounted> {
  const page = await mount(html`<deskhand-portal url-state></deskhand-portal>`, { client })
  await expect.poll(() => page.queryAll('tbody .open').length).toBeGreaterThan(0)
  return page
}

async function press(page: Mounted, name: string): Promise<void> {
  const button = page.queryAll('button').find((one) => one.textContent?.trim() === name)
  if (!button) throw new Error(`There is no button ${name}.`)
  button.focus()
  await userEvent.keyboard('{Enter}')
}

describe('deskhand-portal', () => {
  it('goes from the tickets to a new one, to the ticket and back, by keyboard', async () => {
    const page = await show()
    await press(page, 'New ticket')
    await expect.poll(() => page.query('#subject')).toBeDefined()
    expect(location.search).toBe('?view=new')
    page.query('#subject')?.focus()
    await userEvent.keyboard('The lamp is out')
    page.query('textarea')?.focus()
    await userEvent.keyboard('It was on yesterday.')
    await press(page, 'Create ticket')
    await expect.poll(() => page.text()).toContain('was created')
    page.query('.created a')?.focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.text()).toContain('It was on yesterday.')
    expect(location.search).toContain('ticket=')
    await press(page, 'My tickets')
    await expect.poll(() => page.text()).toContain('The lamp is out')
    expect(location.search).toBe('')
    history.back()
    await expect.poll(() => page.text()).toContain('It was on yesterday.')
  })

  it('invites whoever has no tickets to write', async () => {
    const empty = await openDesk({ tickets: 0 })
    const page = await mount(html`<deskhand-portal></deskhand-portal>`, {
      client: empty.client('ada'),
    })
    await expect.poll(() => page.text()).toContain('Write to us')
    await press(page, 'Write to us')
    await expect.poll(() => page.query('#subject')).toBeDefined()
  })

  it('shows agents what they have asked for themselves', async () => {
    const grace = desk.client('grace')
    const own = await grace.tickets.create({ subject: 'My own chair', description: 'It squeaks.' })
    const page = await mount(html`<deskhand-portal></deskhand-portal>`, { client: grace })
    await expect.poll(() => page.text()).toContain(own.subject)
    expect(page.queryAll('tbody .open').map((link) => link.textContent?.trim())).toEqual([
      own.subject,
    ])
  })

  it('is accessible with tickets, one of them and the form, and fits 320 pixels', async () => {
    const page = await show()
    await expectAccessible(page)
    await expectReflow(page)
    page.query('tbody .open')?.click()
    await expect.poll(() => page.query('article')).toBeDefined()
    await expectAccessible(page)
    await expectReflow(page)
    page.find('deskhand-portal').go({ view: 'new' })
    await expect.poll(() => page.query('#subject')).toBeDefined()
    await expectAccessible(page)
    await expectReflow(page)
  })

  it('speaks no word that is not a term', async () => {
    const page = await mount(html`<deskhand-portal view="new"></deskhand-portal>`, {
      client,
      ...rightToLeft,
    })
    await expect.poll(() => page.query('#subject')).toBeDefined()
    expect(untranslated(page)).toEqual([])
  })
})
