import type { Attachment } from '@deskhand/plugin-attachments/client'
import { describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectReflow, rightToLeft, untranslated } from '../../test/support/layout.ts'
import { html, mount } from '../../test/support/mount.ts'
import { focusedElement } from '../overlay/open-dialog.ts'
import '../define/deskhand-slot.ts'
import '../define/deskhand-ticket.ts'
import '../define/deskhand-attachments.ts'

const desk = await openDesk()
const longName = 'the log of the whole of last week with everything that went wrong in it.txt'

async function picture(): Promise<File> {
  const canvas = new OffscreenCanvas(320, 200)
  canvas.getContext('2d')?.fillRect(40, 40, 80, 80)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new File([blob], 'screenshot.png', { type: 'image/png' })
}

async function openTicket() {
  const ada = desk.client('ada')
  const files = [await picture(), new File(['It broke.\n'], longName)]
  const ids: string[] = []
  for (const file of files) {
    ids.push((await ada.attachments.upload({ name: file.name, body: file })).id)
  }
  const { id: ticketId } = await ada.tickets.create({
    subject: 'Broken',
    description: 'See the files.',
    attachments: ids,
  })
  return desk.client('grace').tickets.get({ ticketId, include: ['attachments'] })
}

type WithFiles = Awaited<ReturnType<typeof openTicket>>

const inState = (ticket: WithFiles, state: Attachment['state'], isServed: boolean): WithFiles => ({
  ...ticket,
  attachments: ticket.attachments.map((file) => ({ ...file, state, isServed })),
})

const footer = (ticket: WithFiles) =>
  html`<deskhand-slot name="reply:footer@1" .context=${{ ticket, reply: null }}></deskhand-slot>`

describe('deskhand-attachments', () => {
  it('holds back what no scanner has seen, and says so', async () => {
    const ticket = await openTicket()
    const page = await mount(footer(ticket), { client: desk.client('grace') })
    await expect.poll(() => page.text()).toContain('Not checked yet')
    expect(page.text()).toContain(longName)
    expect(page.queryAll('button')).toEqual([])
    await expectAccessible(page)
    await expectReflow(page)
  })

  it.each([
    ['pending', 'Checking for malware'],
    ['infected', 'Held back: malware was found'],
    ['failed', 'Held back: could not be checked'],
  ] as const)('tells by words that a file is %s', async (state, words) => {
    const ticket = inState(await openTicket(), state, false)
    const page = await mount(footer(ticket), { client: desk.client('grace') })
    await expect.poll(() => page.text()).toContain(words)
    expect(page.queryAll('button')).toEqual([])
    await expectAccessible(page)
  })

  it('comes with the ticket, stands apart from the text and stays when the ticket changes', async () => {
    const { id } = await openTicket()
    const client = desk.client('grace')
    const page = await mount(html`<deskhand-ticket ticket-id=${id}></deskhand-ticket>`, { client })
    await expect.poll(() => page.text()).toContain('See the files.')
    await new Promise(requestAnimationFrame)
    expect(page.queryAll('li.file')).toHaveLength(2)
    const isList = ({ name }: PerformanceEntry) => name.includes(`${id}/attachments`)
    expect(performance.getEntriesByType('resource').filter(isList)).toEqual([])
    const text = page.find('deskhand-rich-text').getBoundingClientRect()
    const files = page.query('.files')?.getBoundingClientRect()
    expect((files?.top ?? 0) - text.bottom).toBeGreaterThanOrEqual(8)

    const footer = page.query('.footer') as HTMLElement
    const heights = new Set<number>()
    const watcher = new ResizeObserver(() => heights.add(footer.offsetHeight))
    watcher.observe(footer)
    let isChanged = false
    page.provider.addEventListener('deskhand-ticket-changed', () => {
      isChanged = true
    })
    page.query('[data-field="priority"]')?.shadowRoot?.querySelector('button')?.focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => focusedElement()?.getAttribute('role')).toBe('menuitemradio')
    await userEvent.keyboard('u{Enter}')
    await expect.poll(() => isChanged).toBe(true)
    await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    watcher.disconnect()
    expect([...heights]).toHaveLength(1)
    expect(page.queryAll('li.file')).toHaveLength(2)
  })

  it('keeps no room in messages without files', async () => {
    const { id } = await desk
      .client('ada')
      .tickets.create({ subject: 'Nothing', description: 'No files.' })
    const client = desk.client('grace')
    const page = await mount(html`<deskhand-ticket ticket-id=${id}></deskhand-ticket>`, { client })
    await expect.poll(() => page.query('deskhand-attachments')).toBeDefined()
    expect(page.query('.footer')?.offsetHeight).toBe(0)
  })

  it('shows pictures that were released, and gives the focus back', async () => {
    const ticket = await openTicket()
    const page = await mount(footer(ticket), { client: desk.client('grace') })
    await expect.poll(() => page.queryAll('li')).toHaveLength(2)
    // Released while the page is open: the list follows the stream.
    for (const { id } of ticket.attachments) {
      await expect
        .poll(() => (page.find('deskhand-attachments') as unknown as { isLive: boolean }).isLive)
        .toBe(true)
      await desk.client('root').attachments.release({ ticketId: ticket.id, attachmentId: id })
    }
    await expect.poll(() => page.queryAll('li button')).toHaveLength(3)
    await expectAccessible(page)
    page.query('button.name')?.focus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => page.query<HTMLImageElement>('img')?.naturalWidth).toBe(320)
    await expectAccessible(page)
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => page.query('dialog[open]')).toBeUndefined()
    expect(page.find('deskhand-attachments').shadowRoot?.activeElement?.className).toBe('name')
  })

  it('tells when a file can’t be downloaded any more', async () => {
    const ticket = inState(await openTicket(), 'clean', true)
    const page = await mount(footer(ticket), { client: desk.client('grace') })
    await expect.poll(() => page.queryAll('li button')).toHaveLength(3)
    page.query('.buttons button')?.click()
    await expect.poll(() => page.query('.toast')?.textContent).toContain('You may not do this.')
  })

  it('reads from right to left', async () => {
    const ticket = await openTicket()
    const client = desk.client('grace')
    const page = await mount(footer(ticket), { client, ...rightToLeft })
    await expect.poll(() => page.queryAll('li')).toHaveLength(2)
    expect(
      untranslated(
        page,
        ticket.attachments.map(({ name }) => name),
      ),
    ).toEqual([])
  })
})
