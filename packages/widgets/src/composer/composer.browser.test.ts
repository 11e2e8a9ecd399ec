import { describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessible, forceColours } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectReflow, rightToLeft, untranslated } from '../../test/support/layout.ts'
import { html, type Mounted, type MountOptions, mount } from '../../test/support/mount.ts'
import { chooseFiles, transferOf } from '../../test/support/uploads.ts'
import type { ReplySentDetail } from './composer.ts'
import '../define/deskhand-composer.ts'
import '../define/deskhand-upload.ts'

const desk = await openDesk()

async function openTicket() {
  const ticket = await desk
    .client('ada')
    .tickets.create({ subject: 'The printer is on fire', description: 'Since Monday.' })
  return {
    ticketId: ticket.id,
    read: () => desk.client('grace').tickets.get({ ticketId: ticket.id }),
  }
}

async function compose(as: 'grace' | 'ada' = 'grace', options: MountOptions = {}) {
  const { ticketId } = await openTicket()
  const client = desk.client(as)
  const ticket = await client.tickets.get({ ticketId })
  const page = await mount(html`<deskhand-composer .ticket=${ticket}></deskhand-composer>`, {
    client,
    ...options,
  })
  const sent: ReplySentDetail[] = []
  page.provider.addEventListener('deskhand-reply-sent', ({ detail }) => sent.push(detail))
  const replies = async () =>
    (await desk.client('grace').replies.list({ ticketId, include: ['attachments'] })).data
  return { page, ticketId, ticket, client, sent, replies }
}

const textOf = (page: Mounted) => page.query<HTMLTextAreaElement>('textarea')?.value
const focused = (page: Mounted) => page.find('deskhand-composer').shadowRoot?.activeElement
const button = (page: Mounted, name: string) =>
  page.queryAll('button').find((one) => (one.ariaLabel ?? one.textContent ?? '').includes(name))

async function attach(page: Mounted, files: readonly File[]): Promise<void> {
  await expect.poll(() => page.query('input[type=file]')).toBeTruthy()
  chooseFiles(page, ...files)
}

describe('deskhand-composer', () => {
  it('writes, formats and sends by keyboard alone', async () => {
    const { page, sent, replies } = await compose()
    await userEvent.tab()
    await expect.poll(() => focused(page)).toBeTruthy()
    await userEvent.keyboard('{ArrowRight}')
    await expect.poll(() => page.text()).toContain('Only your team sees this note')
    await expectAccessible(page)
    await userEvent.keyboard('{ArrowLeft}')
    await userEvent.tab()
    await userEvent.keyboard('Hello ')
    await userEvent.keyboard('{Control>}b{/Control}')
    await userEvent.keyboard('Ada')
    await userEvent.keyboard('{End},{Enter}- one{Enter}two{Control>}{Enter}{/Control}')
    await expect.poll(() => sent.length).toBe(1)
    expect(sent[0]).toMatchObject({ audience: 'public', status: undefined })
    expect((await replies()).map(({ body }) => body)).toEqual(['Hello **Ada**,\n- one\n- two'])
    await expect.poll(() => textOf(page)).toBe('')
    await userEvent.keyboard('x{Escape}')
    expect(focused(page)).toBeNull()
  })

  it('adds a note and sets the state in one go', async () => {
    const { page, sent, ticketId, replies } = await compose()
    page.find('deskhand-composer').audience = 'internal'
    await expect.poll(() => button(page, 'Add note')).toBeTruthy()
    page.find('deskhand-composer').focus()
    await userEvent.keyboard('Waiting for the supplier.')
    button(page, 'More ways')?.focus()
    await userEvent.keyboard('{ArrowDown}')
    await expect.poll(() => page.query(':popover-open')).toBeTruthy()
    const states = page.queryAll('[role=menuitem]').map(({ textContent }) => textContent?.trim())
    expect(states).toEqual(['Open', 'In progress', 'Pending', 'On hold', 'Resolved'])
    await expectAccessible(page)
    await userEvent.keyboard('on{Enter}')
    await expect.poll(() => sent.length).toBe(1)
    expect((await replies()).map(({ audience }) => audience)).toEqual(['internal'])
    expect((await desk.client('grace').tickets.get({ ticketId })).status).toBe('on_hold')
  })

  it('lets the page keep a reply back', async () => {
    const { page, sent, replies } = await compose()
    page.provider.addEventListener('deskhand-reply-submit', (event) => event.preventDefault(), {
      once: true,
    })
    page.find('deskhand-composer').focus()
    await userEvent.keyboard('Wait{Control>}{Enter}{/Control}')
    expect(textOf(page)).toBe('Wait')
    await userEvent.keyboard('!{Control>}{Enter}{/Control}')
    await expect.poll(() => sent.length).toBe(1)
    expect((await replies()).map(({ body }) => body)).toEqual(['Wait!'])
  })

  it('loses nothing when the network is away, and sends once', async () => {
    const { page, sent, replies } = await compose()
    page.find('deskhand-composer').focus()
    await userEvent.keyboard('Once')
    await desk.fail({ offline: true })
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await expect.poll(() => page.text()).toContain('Not sent, but nothing is lost.')
    expect(page.text()).toContain('You seem to be offline')
    expect(textOf(page)).toBe('Once')
    await expectAccessible(page)
    await expectReflow(page)
    await desk.fail({})
    button(page, 'Send')?.click()
    await expect.poll(() => sent.length).toBe(1)
    expect(await replies()).toHaveLength(1)
  })

  it('keeps a draft until it is sent, and forgets it at logout', async () => {
    const { page, ticket, client } = await compose('ada')
    expect(page.query('[role=tab]')).toBeUndefined()
    page.find('deskhand-composer').focus()
    await userEvent.keyboard('Half a th')
    page.unmount()
    const again = () =>
      mount(html`<deskhand-composer .ticket=${ticket}></deskhand-composer>`, { client })
    const second = await again()
    expect(textOf(second)).toBe('Half a th')
    expect(second.text()).toContain('Your draft was restored.')
    await expectAccessible(second)
    second.provider.logout()
    await expect.poll(() => second.query('textarea')).toBeUndefined()
    second.unmount()
    const third = await again()
    await expect.poll(() => textOf(third)).toBe('')
  })

  it('sends files along, and explains those that it can’t', async () => {
    const { page, sent, replies } = await compose()
    page.find('deskhand-composer').focus()
    await userEvent.keyboard('See the log.')
    await attach(page, [new File(['a,b\n'], 'data.csv'), new File(['x'], 'virus.exe')])
    await expect.poll(() => page.text()).toContain('Files of this type are not accepted.')
    await expect.poll(() => page.text()).toContain('Ready')
    await expectAccessible(page)
    await expectReflow(page)
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await expect.poll(() => sent.length).toBe(1)
    const [reply] = await replies()
    expect(reply?.attachments.map(({ name }) => name)).toEqual(['data.csv'])
    await expect.poll(() => page.text()).not.toContain('data.csv')
  })

  it('takes files that are dropped and pasted, and waits for them', async () => {
    const { page } = await compose()
    const composer = page.find('deskhand-composer')
    await expect.poll(() => page.query('input[type=file]')).toBeTruthy()
    composer.focus()
    await userEvent.keyboard('Look')
    const data = transferOf(new File(['text'], 'dropped.txt'))
    await desk.fail({ held: true })
    const event = (type: string) =>
      new DragEvent(type, { dataTransfer: data, bubbles: true, composed: true, cancelable: true })
    composer.dispatchEvent(event('dragenter'))
    await expect.poll(() => page.text()).toContain('Drop files to attach them')
    composer.dispatchEvent(event('drop'))
    await expect.poll(() => page.text()).toContain('A file is being uploaded.')
    expect(button(page, 'Send')?.ariaDisabled).toBe('true')
    expect(page.query('progress')).toBeTruthy()
    await desk.fail({})
    const pasted = transferOf(new File(['text'], 'pasted.txt'))
    composer.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }),
    )
    await expect.poll(() => page.text().match(/Ready/g)?.length).toBe(2)
    expect(page.text()).not.toContain('Drop files')
    await expect.poll(() => button(page, 'Send')?.ariaDisabled).toBeNull()
    // A note has files of its own.
    composer.audience = 'internal'
    await expect.poll(() => page.queryAll('.file')).toEqual([])
  })

  it('previews as the server will show it', async () => {
    const { page } = await compose()
    page.find('deskhand-composer').focus()
    await userEvent.keyboard('**bold** <b>x</b> https://a.example')
    button(page, 'Preview')?.click()
    await expect.poll(() => page.query('strong')?.textContent).toBe('bold')
    expect(page.query('.text a')?.getAttribute('href')).toBe('https://a.example')
    expect(page.text()).toContain('<b>x</b>')
    await expectAccessible(page)
    button(page, 'Preview')?.click()
    await expect.poll(() => textOf(page)).toContain('**bold**')
  })

  it('tells what a closed ticket takes', async () => {
    const { ticketId } = await openTicket()
    await desk.client('sue').tickets.transition({ ticketId, status: 'resolved' })
    await desk.client('sue').tickets.transition({ ticketId, status: 'closed' })
    const client = desk.client('ada')
    const ticket = await client.tickets.get({ ticketId })
    const page = await mount(html`<deskhand-composer .ticket=${ticket}></deskhand-composer>`, {
      client,
    })
    expect(page.text()).toContain('Your reply opens a new one.')
    page.find('deskhand-composer').focus()
    await userEvent.keyboard('Again{Control>}{Enter}{/Control}')
    await expect.poll(() => page.text()).toMatch(/A new ticket #\d+ was opened/)
  })

  it('reads from right to left, and in forced colours', async () => {
    const { page } = await compose('grace', rightToLeft)
    page.find('deskhand-composer').audience = 'internal'
    await expect.poll(() => page.query('input[type=file]')).toBeTruthy()
    expect(untranslated(page)).toEqual([])
    await expectReflow(page)
    await forceColours()
    // Told by more than a background, which contrast themes take away.
    const differ = () => {
      const [reply, note] = page.queryAll('[role=tab]').map((tab) => getComputedStyle(tab))
      return note?.borderColor !== reply?.borderColor
    }
    // The colours change in a transition.
    await expect.poll(differ).toBe(true)
  })
})
