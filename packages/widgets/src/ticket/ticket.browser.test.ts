import { describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { html, type Mounted, mount, textOf } from '../../test/support/mount.ts'
import { focusedElement } from '../overlay/open-dialog.ts'
import '../define/deskhand-ticket.ts'

const desk = await openDesk()
const as = (person: 'ada' | 'grace' | 'hal' | 'sue') => desk.client(person)

async function openTicket(subject = 'Printer smokes'): Promise<string> {
  const { id } = await as('ada').tickets.create({ subject, description: 'Since **Monday**.' })
  return id
}

async function show(ticketId: string, person: 'ada' | 'grace' | 'sue' = 'grace'): Promise<Mounted> {
  const client = as(person)
  const page = await mount(html`<deskhand-ticket ticket-id=${ticketId}></deskhand-ticket>`, {
    client,
  })
  await expect.poll(() => page.text()).toContain('Since')
  return page
}

const fieldButton = (page: Mounted, field: string) =>
  page.query(`[data-field="${field}"]`)?.shadowRoot?.querySelector('button') as HTMLButtonElement
const click = async (page: Mounted, selector: string) =>
  userEvent.click(page.query(selector) as HTMLElement)
/** As a screen reader says it. */
const nameOf = (element: HTMLElement | undefined) =>
  element?.ariaLabel ?? (element && textOf(element).replace(/\s+/g, ' ').trim())
const focusedName = () => nameOf(focusedElement())

describe('deskhand-ticket, for an agent', () => {
  it('keeps replies, notes and events apart by words, and shows markup as text', async () => {
    const ticketId = await openTicket('<img src=x onerror="window.broken = true"> printer')
    await as('grace').tickets.assign({ ticketId, assigneeId: 'hal' })
    await as('hal').replies.create({
      ticketId,
      body: 'Which <script>window.broken=1</script> one?',
    })
    await as('hal').replies.create({ ticketId, body: 'Seen before.', audience: 'internal' })
    const page = await show(ticketId)
    const labels = page.queryAll('article').map((one) => one.getAttribute('aria-label'))
    expect(labels).toEqual(['Message from Ada', 'Message from Hal', 'Internal note by Hal'])
    expect(page.text()).toContain('Grace assigned Hal')
    expect(page.text()).toContain('Internal note')
    expect(page.query('h2')?.textContent).toContain('<img src=x')
    expect((window as { broken?: unknown }).broken).toBeUndefined()
    await expectAccessible(page)
  })

  it('names who opened it for somebody else', async () => {
    const { id } = await as('sue').tickets.create({
      subject: 'Called at noon',
      description: 'Since the call.',
      requesterId: 'ben',
    })
    const page = await show(id)
    const opened = textOf(page.query('.opened') as HTMLElement).replace(/\s+/g, ' ')
    expect(opened).toMatch(/Sue\b.*opened this for.*\bBen\b/)
    expect(page.query('article .author')?.textContent).toBe('Ben')
    expect(page.query('article .side')?.textContent).toBe('via Sue')
    const own = await show(await openTicket())
    expect(textOf(own.query('.opened') as HTMLElement)).toMatch(/Ada\b\s+opened this\s/)
    expect(own.query('article .side')?.textContent).toBe('Customer')
  })

  it('calls teams by their names, in its history too', async () => {
    const ticketId = await openTicket()
    await as('sue').tickets.transfer({ ticketId, teamId: 'support' })
    const teams = [{ id: 'support', name: 'Customer support' }]
    const page = await mount(
      html`<deskhand-ticket ticket-id=${ticketId} .teams=${teams}></deskhand-ticket>`,
      { client: as('grace') },
    )
    await expect.poll(() => page.text()).toContain('handed it to the team Customer support')
  })

  it('is changed with the keyboard, and tells the page of it', async () => {
    const ticketId = await openTicket()
    const page = await show(ticketId)
    const told: string[] = []
    page.provider.addEventListener('deskhand-ticket-changed', ({ detail }) => {
      told.push(`${detail.field} ${detail.ticket.number}`)
    })
    fieldButton(page, 'status').focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => focusedElement()?.getAttribute('role')).toBe('menuitemradio')
    await expectAccessible(page)
    await userEvent.keyboard('pen{Enter}')
    await expect
      .poll(async () => (await as('hal').tickets.get({ ticketId })).status)
      .toBe('pending')
    await expect.poll(focusedName).toBe('Status: Pending')
    await userEvent.keyboard('{Tab}{ArrowDown}')
    await expect.poll(() => focusedElement()?.getAttribute('role')).toBe('menuitemradio')
    await userEvent.keyboard('u{Enter}')
    await expect.poll(focusedName).toBe('Priority: Urgent')
    await expect.poll(() => told.map((one) => one.split(' ')[0])).toEqual(['status', 'priority'])
  })

  it('offers only the states that are allowed', async () => {
    const ticketId = await openTicket()
    const { allowedTransitions } = await as('grace').tickets.get({ ticketId })
    const page = await show(ticketId)
    await userEvent.click(fieldButton(page, 'status'))
    await expect.poll(() => focusedElement()?.getAttribute('role')).toBe('menuitemradio')
    const items = fieldButton(page, 'status').parentNode?.querySelectorAll('[role="menuitemradio"]')
    expect(items).toHaveLength(allowedTransitions.length)
    expect(allowedTransitions).not.toContain('closed')
  })

  it('is taken with one click and given to somebody who was searched for', async () => {
    const ticketId = await openTicket()
    const page = await show(ticketId)
    await click(page, '.take')
    await expect.poll(() => nameOf(fieldButton(page, 'assignee'))).toMatch(/^Assignee: .*Grace$/)
    fieldButton(page, 'assignee').focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => focusedElement()?.getAttribute('role')).toBe('combobox')
    await userEvent.keyboard('ha')
    await expect.poll(() => page.text()).toContain('hal@desk.example')
    await expectAccessible(page)
    await userEvent.keyboard('{Enter}')
    await expect.poll(focusedName).toMatch(/^Assignee: .*Hal$/)
    expect((await as('hal').tickets.get({ ticketId })).assignee?.id).toBe('hal')
    await expect.poll(() => page.text()).toContain('Grace assigned Hal')
  })

  it('asks why before it closes what was not resolved', async () => {
    const ticketId = await openTicket()
    const page = await show(ticketId, 'sue')
    fieldButton(page, 'status').focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => focusedElement()?.getAttribute('role')).toBe('menuitemradio')
    await userEvent.keyboard('{End}{Enter}')
    await expect.poll(() => focusedElement()?.localName).toBe('textarea')
    await userEvent.keyboard('{Escape}')
    await expect.poll(focusedName).toBe('Status: New')
    expect((await as('sue').tickets.get({ ticketId })).status).toBe('new')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => focusedElement()?.getAttribute('role')).toBe('menuitemradio')
    await userEvent.keyboard('{End}{Enter}')
    await expect.poll(() => focusedElement()?.localName).toBe('textarea')
    await userEvent.keyboard('{Tab}{Tab}{Enter}')
    await expect.poll(() => page.text()).toContain('Write a reason.')
    await expectAccessible(page)
    await userEvent.keyboard('Sent twice.{Tab}{Tab}{Enter}')
    await expect.poll(async () => (await as('sue').tickets.get({ ticketId })).status).toBe('closed')
    await expect.poll(() => page.text()).toContain('Sent twice.')
  })

  it('keeps a typed subject when somebody else was faster', async () => {
    const ticketId = await openTicket()
    const page = await show(ticketId)
    await click(page, '[aria-label="Edit subject"]')
    await expect.poll(() => focusedElement()?.localName).toBe('input')
    await userEvent.keyboard('Mine')
    await as('hal').tickets.update({ ticketId, subject: 'Theirs', priority: 'high' })
    await expect.poll(() => page.text()).toContain('Hal changed the subject and priority')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.text()).toContain('Hal was faster')
    expect(page.text()).toContain('Subject: “Printer smokes” → “Theirs”')
    expect(page.text()).toContain('Priority: Normal → High')
    expect(page.query<HTMLInputElement>('.editor input')?.value).toBe('Mine')
    await expectAccessible(page)
    await click(page, '.banner .primary')
    await expect.poll(() => page.query('h2')?.textContent).toBe('Mine')
    expect((await as('hal').tickets.get({ ticketId })).subject).toBe('Mine')
    await expect.poll(focusedName).toBe('Edit subject')
  })

  it('lets go of a subject with Escape, and wants one', async () => {
    const page = await show(await openTicket())
    await click(page, '[aria-label="Edit subject"]')
    await expect.poll(() => focusedElement()?.localName).toBe('input')
    await userEvent.keyboard('{Delete}{Enter}')
    await expect.poll(() => page.text()).toContain('Write a subject.')
    await userEvent.keyboard('{Escape}')
    await expect.poll(focusedName).toBe('Edit subject')
    expect(page.query('h2')?.textContent).toBe('Printer smokes')
  })

  it('says what a change was refused for, and keeps the old value', async () => {
    const ticketId = await openTicket()
    const page = await show(ticketId)
    await desk.fail({ busy: true })
    fieldButton(page, 'priority').focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => focusedElement()?.getAttribute('role')).toBe('menuitemradio')
    await userEvent.keyboard('u{Enter}')
    await expect.poll(() => page.text()).toContain('The server is busy.')
    expect(nameOf(fieldButton(page, 'priority'))).toBe('Priority: Normal')
    await expectAccessible(page)
    await desk.fail({})
  })

  it('puts people in copy by name and by address, and takes them off', async () => {
    const ticketId = await openTicket()
    const page = await show(ticketId)
    const ids = async () =>
      (await as('grace').participants.list({ ticketId })).data.map(({ person }) => person.name)
    await userEvent.click(fieldButton(page, 'participants'))
    await expect.poll(() => focusedElement()?.getAttribute('role')).toBe('combobox')
    await userEvent.keyboard('car')
    await expect.poll(() => page.text()).toContain('carl@north.example')
    await userEvent.keyboard('{Enter}')
    await expect.poll(ids).toContain('Carl')
    await userEvent.click(fieldButton(page, 'participants'))
    await expect.poll(() => focusedElement()?.getAttribute('role')).toBe('combobox')
    await userEvent.keyboard('{Tab}nobody{Enter}')
    await expect.poll(() => page.text()).toContain('Write a full address')
    await userEvent.keyboard('@else.example{Enter}')
    await expect.poll(ids).toContain('nobody@else.example')
    await click(page, '[aria-label="Remove Carl"]')
    await expect.poll(ids).not.toContain('Carl')
    await expect.poll(focusedName).toBe('Add somebody')
  })
})
