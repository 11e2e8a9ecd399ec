import { LitElement, html as template } from 'lit'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectNoLeak } from '../../test/support/leaks.ts'
import { html, mount } from '../../test/support/mount.ts'
import type { Contribution } from './contribution.ts'
import type { DashboardPanelContext } from './slots.ts'
import '../define/deskhand-slot.ts'

const desk = await openDesk({ plugins: ['tags'] })
const client = desk.client('grace')

/** As a stranger would write one, without Lit. */
class PlainPanel extends HTMLElement {
  #context: DashboardPanelContext | undefined

  get context(): DashboardPanelContext | undefined {
    return this.#context
  }

  set context(context: DashboardPanelContext | undefined) {
    this.#context = context
    if (context?.from === 'never') throw new Error('no such time')
    this.textContent = `from ${context?.from}`
  }
}

class BrokenPanel extends HTMLElement {
  constructor() {
    super()
    throw new Error('broken from birth')
  }
}

class BrokenView extends LitElement {
  declare context: DashboardPanelContext

  protected override render(): unknown {
    if (this.context.from !== '2026-01-01') throw new Error('broken view')
    return template`fine`
  }
}
Object.defineProperty(BrokenView, 'properties', { value: { context: { attribute: false } } })

const panel = (
  id: string,
  tag: `${string}-${string}`,
  more: Partial<Contribution<'dashboard:panel@1'>> = {},
): Contribution => ({ id, slot: 'dashboard:panel@1', label: `Panel ${id}`, tag, ...more })

let loads = 0
const plain = panel('plain', 'plain-panel', {
  load: async () => {
    loads += 1
    if (!customElements.get('plain-panel')) customElements.define('plain-panel', PlainPanel)
  },
})

const context = { from: '2026-01-01', to: '2026-02-01' }
const slotted = (given: DashboardPanelContext = context) =>
  html`<deskhand-slot name="dashboard:panel@1" .context=${given}></deskhand-slot>`

let errors: MockInstance<typeof console.error>
beforeEach(() => {
  loads = 0
  errors = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => errors.mockRestore())

describe('deskhand-slot', () => {
  it('loads what belongs there when it is needed, and gives it one frozen context', async () => {
    const elsewhere = { ...plain, id: 'x', slot: 'agent:page@1' } as Contribution
    const unwanted = panel('unwanted', 'plain-panel', { when: ({ has }) => has('sla') })
    const page = await mount(slotted(), { client, contributions: [elsewhere, unwanted, plain] })
    await expect.poll(() => page.text()).toBe('from 2026-01-01')
    expect(loads).toBe(1)
    const given = page.query<PlainPanel>('plain-panel')?.context
    expect(given).toEqual(context)
    expect(Object.isFrozen(given)).toBe(true)
  })

  it('passes a new context on to the same element', async () => {
    const page = await mount(slotted(), { client, contributions: [plain] })
    await expect.poll(() => page.text()).toContain('from')
    const element = page.query('plain-panel')
    page.find('deskhand-slot').context = { ...context, from: '2026-01-15' }
    await expect.poll(() => page.text()).toBe('from 2026-01-15')
    expect(page.query('plain-panel')).toBe(element)
  })

  it('follows what the provider has, in order', async () => {
    const page = await mount(slotted(), { client, contributions: [plain] })
    const first = panel('first', 'plain-panel', { order: 1 })
    page.provider.contributions = [plain, first]
    await expect.poll(() => page.queryAll('plain-panel')).toHaveLength(2)
    page.provider.contributions = [first]
    await expect.poll(() => page.queryAll('plain-panel')).toHaveLength(1)
    page.provider.logout()
    await expect.poll(() => page.queryAll('plain-panel')).toHaveLength(0)
  })

  it('shows a quiet notice for each one that fails, and all others', async () => {
    if (!customElements.get('broken-panel')) {
      customElements.define('broken-panel', BrokenPanel)
      customElements.define('broken-view', BrokenView)
    }
    const failures: string[] = []
    const uncaught = (event: ErrorEvent | PromiseRejectionEvent) => event.preventDefault()
    addEventListener('error', uncaught)
    addEventListener('unhandledrejection', uncaught)
    const contributions = [
      plain,
      panel('born', 'broken-panel'),
      panel('view', 'broken-view'),
      panel('unknown', 'not-defined'),
      panel('unloadable', 'x-any', { load: () => Promise.reject(new Error('offline')) }),
    ]
    document.body.addEventListener('deskhand-error', ({ detail }) => failures.push(detail.source))
    const page = await mount(slotted(), { client, contributions })
    await expect.poll(() => failures.sort()).toEqual(['born', 'unknown', 'unloadable'])
    expect(page.text()).toContain('from 2026-01-01')
    expect(page.text()).toContain('“Panel born” could not be shown.')
    expect(page.queryAll('.notice')).toHaveLength(3)
    await expectAccessible(page)
    page.find('deskhand-slot').context = { from: 'never', to: 'never' }
    await expect.poll(() => failures).toContain('plain')
    await expect.poll(() => failures).toContain('view')
    expect(page.queryAll('.notice')).toHaveLength(5)
    removeEventListener('error', uncaught)
    removeEventListener('unhandledrejection', uncaught)
  })

  it('leaves nothing behind', async () => {
    await expectNoLeak(slotted, { client, contributions: [plain] })
  })
})
