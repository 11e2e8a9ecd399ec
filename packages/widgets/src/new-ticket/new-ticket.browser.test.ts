import { describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessible, forceColours } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectReflow, rightToLeft, untranslated } from '../../test/support/layout.ts'
import { html, type Mounted, type MountOptions, mount } from '../../test/support/mount.ts'
import { transferOf } from '../../test/support/uploads.ts'
import type { TicketCreatedDetail } from './new-ticket.ts'
import '../define/deskhand-new-ticket.ts'
import '../define/deskhand-upload.ts'

const desk = await openDesk()
await desk.client('sue').categories.create({ name: 'Billing' })

async function open(as: 'grace' | 'ada' | 'ben', options: MountOptions = {}) {
  const client = desk.client(as)
  const page = await mount(html`<deskhand-new-ticket></deskhand-new-ticket>`, {
    client,
    ...options,
  })
  const created: TicketCreatedDetail[] = []
  page.provider.addEventListener('deskhand-ticket-created', ({ detail }) => created.push(detail))
  await expect.poll(() => page.query('#category')).toBeTruthy()
  await expect.poll(() => page.query('input[type=file]')).toBeTruthy()
  return { page, client, created }
}

const inputOf = (page: Mounted) => page.query<HTMLInputElement>('#subject')
const focused = (page: Mounted) => page.find('deskhand-new-ticket').shadowRoot?.activeElement

async function fill(page: Mounted, subject: string, description: string): Promise<void> {
  inputOf(page)?.focus()
  await userEvent.keyboard(subject)
  page.find('deskhand-markdown-field').focus()
  await userEvent.keyboard(description)
}

describe('deskhand-new-ticket', () => {
  it('opens a customer’s ticket with a file, by keyboard', async () => {
    const { page, created, client } = await open('ada')
    expect(page.query('#priority')).toBeUndefined()
    expect(page.query('#requester')).toBeUndefined()
    await expectAccessible(page)
    await userEvent.tab()
    await expect.poll(() => focused(page)?.id).toBe('subject')
    await userEvent.keyboard('The invoice is wrong')
    expect(inputOf(page)?.value).toBe('The invoice is wrong')
    await userEvent.tab()
    await expect.poll(() => focused(page)?.localName).toBe('deskhand-markdown-field')
    await userEvent.keyboard('It says **two** seats.')
    const dataTransfer = transferOf(new File(['seats;2\n'], 'invoice.csv'))
    page
      .find('deskhand-new-ticket')
      .dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
    await expect.poll(() => page.text()).toContain('Ready')
    await expectAccessible(page)
    await expectReflow(page)
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await expect.poll(() => created.length).toBe(1)
    const { ticket } = created[0] as TicketCreatedDetail
    await expect.poll(() => page.text()).toContain(`Ticket #${ticket.number} was created`)
    await expect.poll(() => focused(page)?.id).toBe('created')
    await expectAccessible(page)
    const read = await client.tickets.get({ ticketId: ticket.id, include: ['attachments'] })
    expect(read).toMatchObject({
      subject: 'The invoice is wrong',
      description: 'It says **two** seats.',
      attachments: [{ name: 'invoice.csv' }],
    })
  })

  it('opens a ticket for somebody else, with category and priority', async () => {
    const { page, created } = await open('grace')
    page.query('#requester')?.focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.query('input[role=combobox]')).toBeTruthy()
    await expectAccessible(page)
    await userEvent.keyboard('Ada')
    await expect.poll(() => page.query('[role=option]')?.textContent).toContain('Ada')
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.find('deskhand-person').person?.id).toBe('ada')
    await userEvent.selectOptions(page.query('#category') as HTMLElement, 'Billing')
    await userEvent.selectOptions(page.query('#priority') as HTMLElement, 'Urgent')
    await fill(page, 'Called about the invoice', 'Wants it by mail.')
    page.query('[part=submit]')?.click()
    await expect
      .poll(() => created[0]?.ticket)
      .toMatchObject({
        requester: { id: 'ada' },
        createdBy: { id: 'grace' },
        priority: 'urgent',
        category: { name: 'Billing' },
      })
  })

  it('says at the fields what is missing, and goes there', async () => {
    const { page } = await open('ada')
    page.query('[part=submit]')?.click()
    await expect.poll(() => page.text()).toContain('Say in a few words what this is about.')
    expect(page.text()).toContain('Describe what this is about.')
    await expect.poll(() => focused(page)?.id).toBe('subject')
    await expectAccessible(page)
    await userEvent.keyboard('Printer')
    await expect.poll(() => inputOf(page)?.getAttribute('aria-invalid')).toBeNull()
  })

  it('loses nothing when the server fails, and creates one ticket', async () => {
    const { page, created, client } = await open('ben')
    await fill(page, 'Twice', 'Only once, please.')
    await desk.fail({ busy: true })
    page.query('[part=submit]')?.click()
    await expect.poll(() => page.text()).toContain('Not created, but nothing is lost.')
    await expectAccessible(page)
    expect(inputOf(page)?.value).toBe('Twice')
    page.unmount()
    await desk.fail({})
    const again = await mount(html`<deskhand-new-ticket></deskhand-new-ticket>`, { client })
    expect(inputOf(again)?.value).toBe('Twice')
    expect(again.text()).toContain('Your draft was restored.')
    expect(created).toEqual([])
    again.query('[part=submit]')?.click()
    await expect.poll(() => again.text()).toContain('was created')
    expect((await client.tickets.list({})).data.map(({ subject }) => subject)).toEqual(['Twice'])
    again
      .queryAll('button')
      .find(({ textContent }) => textContent?.includes('another'))
      ?.click()
    await expect.poll(() => inputOf(again)?.value).toBe('')
  })

  it('takes part in a form around it', async () => {
    const client = desk.client('carl')
    const page = await mount(
      html`<form>
        <fieldset><deskhand-new-ticket name="ticket"></deskhand-new-ticket></fieldset>
      </form>`,
      { client },
    )
    const form = page.query<HTMLFormElement>('form') as HTMLFormElement
    const element = page.find('deskhand-new-ticket')
    expect(element.form).toBe(form)
    expect(form.checkValidity()).toBe(false)
    await fill(page, 'Inside', 'a form')
    await expect.poll(() => form.checkValidity()).toBe(true)
    const fieldset = page.query<HTMLFieldSetElement>('fieldset') as HTMLFieldSetElement
    fieldset.disabled = true
    await expect.poll(() => inputOf(page)?.disabled).toBe(true)
    expect(await element.submit()).toBeUndefined()
    fieldset.disabled = false
    await expect.poll(() => inputOf(page)?.disabled).toBe(false)
    const ticket = await element.submit()
    expect(ticket?.subject).toBe('Inside')
    await expect.poll(() => new FormData(form).get('ticket')).toBe(ticket?.id)
    form.reset()
    await expect.poll(() => new FormData(form).get('ticket')).toBeNull()
    expect(inputOf(page)?.value).toBe('')
  })

  it('reads from right to left, and in forced colours', async () => {
    const { page } = await open('grace', rightToLeft)
    expect(untranslated(page, ['Billing', 'Grace', 'G'])).toEqual([])
    await expectReflow(page)
    await forceColours()
    const { borderStyle } = getComputedStyle(inputOf(page) as HTMLElement)
    expect(borderStyle).toBe('solid')
  })
})
