/** What a person sees who may no longer do what the page still offers. */
import { afterEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { html, type Mounted, mount } from '../../test/support/mount.ts'
import { focusedElement } from '../overlay/open-dialog.ts'
import '../define/deskhand-new-ticket.ts'
import '../define/deskhand-ticket.ts'
import '../define/deskhand-ticket-list.ts'

const desk = await openDesk({ plugins: ['tags'] })
const grace = desk.client('grace')
const ada = desk.client('ada')
const { id: ticketId } = await ada.tickets.create({ subject: 'Printer', description: 'Smokes.' })
const refused = 'You may not do this.'

afterEach(() => desk.fail({}))

const list = () => html`<deskhand-ticket-list></deskhand-ticket-list>`
async function showTicket(): Promise<Mounted> {
  const page = await mount(html`<deskhand-ticket ticket-id=${ticketId}></deskhand-ticket>`, {
    client: grace,
  })
  await expect.poll(() => page.query('textarea')).toBeTruthy()
  return page
}

describe('a refusal (403)', () => {
  it('of a list says so in its place', async () => {
    await desk.fail({ withheld: ['ticket.read'] })
    const page = await mount(list(), { client: grace })
    await expect.poll(() => page.text()).toContain(refused)
    expect(page.queryAll('tbody tr[data-id]')).toEqual([])
    await expectAccessible(page)
  })

  it('of a ticket takes it off the page, with a way to ask', async () => {
    const page = await showTicket()
    await desk.fail({ withheld: ['ticket.read'] })
    await page.find('deskhand-ticket').refresh()
    await expect.poll(() => page.query('[part=absent]')).toBeTruthy()
    expect(page.text()).not.toContain('Smokes.')
    await expectAccessible(page)
  })

  it('of a change names the field and keeps the old value', async () => {
    const page = await showTicket()
    const button = page.query('[data-field=priority]')?.shadowRoot?.querySelector('button')
    await desk.fail({ withheld: ['ticket.prioritise'] })
    button?.focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => focusedElement()?.getAttribute('role')).toBe('menuitemradio')
    await userEvent.keyboard('u{Enter}')
    await expect.poll(() => page.text()).toContain(`Priority : ${refused}`)
    expect((await desk.client('hal').tickets.get({ ticketId })).priority).toBe('normal')
    await expectAccessible(page)
  })

  it('of a reply loses nothing of it', async () => {
    const page = await showTicket()
    page.find('deskhand-composer').focus()
    await userEvent.keyboard('Which one?')
    await desk.fail({ withheld: ['reply.create'] })
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await expect.poll(() => page.query('.failure')?.textContent).toContain(refused)
    expect(page.query<HTMLTextAreaElement>('textarea')?.value).toBe('Which one?')
  })

  it('of a new ticket loses nothing of it', async () => {
    const page = await mount(html`<deskhand-new-ticket></deskhand-new-ticket>`, { client: ada })
    await userEvent.fill(page.query('#subject') as HTMLElement, 'Lamp')
    await userEvent.fill(page.query('textarea') as HTMLElement, 'It is out.')
    await desk.fail({ withheld: ['ticket.create'] })
    page.query('[part=submit]')?.click()
    await expect.poll(() => page.text()).toContain(`Not created, but nothing is lost. ${refused}`)
    expect(page.query<HTMLInputElement>('#subject')?.value).toBe('Lamp')
    await expectAccessible(page)
  })

  it('of a tag takes it off again and says why', async () => {
    const page = await showTicket()
    await expect.poll(() => page.query('deskhand-tag-picker')).toBeTruthy()
    await desk.client('sue').tags.create({ name: 'vip' })
    page.find('deskhand-tag-picker').focus()
    await userEvent.keyboard('vip')
    await expect.poll(() => page.query('[role=option] bdi')?.textContent).toBe('vip')
    await desk.fail({ withheld: ['tags:apply'] })
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.text()).toContain('“vip” was not added.')
    await expect.poll(() => page.query('.tag-name')).toBeUndefined()
  })
})
