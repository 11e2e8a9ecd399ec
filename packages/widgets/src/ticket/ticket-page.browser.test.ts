/** What the ticket owes to the page around it: room, direction, contrast themes, policy, memory. */
import { describe, expect, it } from 'vitest'
import { forceColours } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectReflow, rightToLeft, untranslated } from '../../test/support/layout.ts'
import { html, type Mounted, type MountOptions, mount } from '../../test/support/mount.ts'
import type { Contribution } from '../contributions/contribution.ts'
import '../define/deskhand-ticket.ts'

const desk = await openDesk({ tickets: 7 })
const client = desk.client('grace')
const { data } = await client.tickets.list({ sort: 'number', order: 'asc' })
const ticketId = data.find(({ subject }) => subject.startsWith('The booking'))?.id ?? ''
await client.tickets.assign({ ticketId, assigneeId: 'hal' })
await client.replies.create({ ticketId, body: 'x'.repeat(120), audience: 'internal' })
await client.tickets.update({
  ticketId,
  metadata: { averylongkeywithoutanybreaks: 'y'.repeat(60) },
})

class Late extends HTMLElement {
  connectedCallback(): void {
    this.textContent = 'Due at noon'
  }
}
customElements.define('test-late', Late)

async function show(options: MountOptions = {}): Promise<Mounted> {
  const page = await mount(html`<deskhand-ticket ticket-id=${ticketId}></deskhand-ticket>`, {
    client,
    ...options,
  })
  await expect.poll(() => page.text()).toContain('It happens')
  return page
}

describe('deskhand-ticket', () => {
  it('fits a page of 320 pixels, with its details open or not', async () => {
    const page = await show()
    await expectReflow(page)
    page.query('.details-toggle')?.click()
    await expectReflow(page)
    await expectReflow(page, 768)
  })

  it('speaks no word that is not a term, and runs from right to left', async () => {
    const page = await show(rightToLeft)
    for (const rich of page.queryAll('deskhand-rich-text, deskhand-composer')) rich.remove()
    const subject = page.query('h2')?.textContent ?? ''
    const names = ['Ada', 'Ben', 'Carl', 'Grace', 'Hal']
    const known = [subject, ...names, 'averylongkeywithoutanybreaks', 'y'.repeat(60)]
    const emails = names.map((name) => `${name.toLowerCase()}@`)
    const rest = untranslated(page, known).filter(
      (text) => !emails.some((email) => text.startsWith(email)),
    )
    expect(rest.filter((text) => !['north', 'south'].includes(text))).toEqual([])
    const face = page.query('.face')?.getBoundingClientRect()
    const body = page.query('.message')?.getBoundingClientRect()
    expect(face && body && face.left > body.left).toBe(true)
  })

  it('tells a note from a reply in forced colours', async () => {
    await forceColours()
    const page = await show()
    const note = page.query('[data-kind="note"]') as HTMLElement
    expect(getComputedStyle(note).borderTopStyle).toBe('dashed')
    expect(note.textContent).toContain('Internal note')
  })

  it('gives contributions a heading and their ticket', async () => {
    const contributions: readonly Contribution[] = [
      {
        id: 'test:late',
        slot: 'ticket-detail:sidebar@1',
        label: 'Service level',
        tag: 'test-late',
      },
    ]
    const page = await show({ contributions })
    await expect.poll(() => page.text()).toContain('Service level Due at noon')
    const late = page.query<HTMLElement & { context?: { ticket: { id: string } } }>('test-late')
    expect(late?.context?.ticket.id).toBe(ticketId)
  })
})
