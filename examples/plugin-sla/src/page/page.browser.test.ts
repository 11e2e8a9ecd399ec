import { describe, expect, it } from 'vitest'
import '../../../../packages/widgets/src/define/deskhand-ticket.ts'
import '../../../../packages/widgets/src/define/deskhand-ticket-list.ts'
import { expectAccessible } from '../../../../packages/widgets/test/support/axe.ts'
import { openDesk } from '../../../../packages/widgets/test/support/desk.ts'
import { html, mount } from '../../../../packages/widgets/test/support/mount.ts'
import { slaContributions } from './index.ts'

const desk = await openDesk({ plugins: ['sla'] })
const ada = desk.client('ada')
const grace = desk.client('grace')
const [slow, fast, answered] = await Promise.all(
  (['low', 'urgent', 'normal'] as const).map(async (priority) => {
    const ticket = await ada.tickets.create({ subject: `A ${priority} ticket`, description: 'x' })
    return grace.tickets.update({ ticketId: ticket.id, priority })
  }),
)
await grace.replies.create({ ticketId: answered?.id ?? '', body: 'Here you are.' })
await desk.advance(50 * 60_000)
const withSla = { contributions: slaContributions }

describe('the page of the plugin sla', () => {
  it('adds a column that tells each state and sorts by when the answer is due', async () => {
    const page = await mount(html`<deskhand-ticket-list></deskhand-ticket-list>`, {
      client: grace,
      ...withSla,
    })
    await expect.poll(() => page.queryAll('sla-column').length).toBe(3)
    await expect.poll(() => page.text()).toContain('At risk')
    expect(page.text()).toContain('On track')
    expect(page.text()).toContain('Answered')

    const heading = () =>
      page.queryAll('th').find(({ textContent }) => textContent?.includes('First answer'))
    const subjects = () => page.text().match(/A (low|urgent) ticket/g)
    for (const [direction, order] of [
      ['ascending', ['A urgent ticket', 'A low ticket']],
      ['descending', ['A low ticket', 'A urgent ticket']],
    ] as const) {
      heading()?.querySelector('button')?.click()
      await expect.poll(() => heading()?.ariaSort).toBe(direction)
      await expect.poll(subjects).toEqual(order)
    }
    await expectAccessible(page)
  })

  it('adds a panel that follows the answer', async () => {
    const ticketId = fast?.id ?? ''
    const page = await mount(html`<deskhand-ticket ticket-id=${ticketId}></deskhand-ticket>`, {
      client: grace,
      ...withSla,
    })
    await expect.poll(() => page.query('sla-panel')?.shadowRoot?.textContent).toContain('At risk')
    // In the column of the values above it.
    const leftOf = (root: ShadowRoot | null | undefined) =>
      root?.querySelector('dd')?.getBoundingClientRect().left
    expect(leftOf(page.query('sla-panel')?.shadowRoot)).toBe(
      leftOf(page.query('deskhand-ticket-details')?.shadowRoot),
    )
    await grace.replies.create({ ticketId, body: 'On it.' })
    await expect
      .poll(() => page.query('sla-panel')?.shadowRoot?.textContent)
      .toContain('Answered in time')
    await expectAccessible(page)
  })

  it('shows nothing of it to customers', async () => {
    const page = await mount(
      html`<deskhand-ticket ticket-id=${slow?.id ?? ''}></deskhand-ticket>`,
      { client: ada, ...withSla },
    )
    await expect.poll(() => page.text()).toContain('A low ticket')
    expect(page.query('sla-panel')).toBeUndefined()
    expect(page.text()).not.toContain('First answer')
  })
})
