import { describe, expect, it } from 'vitest'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { html, mount } from '../../test/support/mount.ts'
import '../define/deskhand-status.ts'

const desk = await openDesk({ tickets: 6 })

describe('deskhand-status', () => {
  it('tells every state of real tickets by text and shape', async () => {
    const { data } = await desk.client('grace').tickets.list()
    const page = await mount(
      html`${data.map(({ status }) => html`<deskhand-status status=${status}></deskhand-status>`)}`,
      { client: desk.client('grace') },
    )
    expect(page.text()).toBe('Resolved On hold Pending In progress Open New')
    expect(page.queryAll('svg')).toHaveLength(6)
    expect(page.provider.session?.person?.name).toBe('Grace')
    await expectAccessible(page)
  })
})
