/** The small elements beside each other, with the data of real tickets. */
import { describe, expect, it } from 'vitest'
import '../src/all.ts'
import { expectAccessible, forceColours } from './support/axe.ts'
import { openDesk } from './support/desk.ts'
import { expectReflow, rightToLeft, untranslated } from './support/layout.ts'
import { html, mount } from './support/mount.ts'

const desk = await openDesk({ tickets: 6 })
const client = desk.client('grace')
const { data } = await client.tickets.list()
const people = data.map(({ requester }) => requester)
const description = (await client.tickets.get({ ticketId: data[0]?.id ?? '' })).descriptionHtml

const sampler = () => html`
  ${data.map(
    ({ status, priority, createdAt, assignee }) => html`<p>
      <deskhand-status status=${status}></deskhand-status>
      <deskhand-priority priority=${priority}></deskhand-priority>
      <deskhand-time datetime=${createdAt}></deskhand-time>
      <deskhand-person .person=${assignee}></deskhand-person>
    </p>`,
  )}
  <deskhand-rich-text .html=${description}></deskhand-rich-text>
`

describe('the small elements together', () => {
  it('are accessible in light and dark', async () => {
    const page = await mount(sampler(), { client })
    expect(page.text()).toContain('Grace')
    await expectAccessible(page)
  })

  it('fit a page of 320 pixels', async () => {
    await expectReflow(await mount(sampler(), { client }))
  })

  it('speak no word that is not a term, and run from right to left', async () => {
    const names = people.map(({ name }) => name)
    const page = await mount(sampler(), { client, ...rightToLeft })
    expect(getComputedStyle(page.find('deskhand-status')).direction).toBe('rtl')
    const rich = page.find('deskhand-rich-text').shadowRoot?.textContent ?? ''
    expect(rich).toContain('every time')
    page.find('deskhand-rich-text').remove()
    expect(untranslated(page, [...names, 'Grace', 'Hal'])).toEqual([])
  })

  it('can be told apart in forced colours', async () => {
    await forceColours()
    const page = await mount(sampler(), { client })
    const badge = page.query('.badge')
    expect(badge && getComputedStyle(badge).borderTopColor).toBe('rgb(0, 0, 0)')
  })
})
