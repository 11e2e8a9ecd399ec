import { html as template } from 'lit'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { html, mount } from '../../test/support/mount.ts'
import { DeskhandStatus } from '../badges/status.ts'
import { defineElement } from './define-element.ts'
import { DeskhandElement } from './deskhand-element.ts'
import { emit } from './events.ts'
import { loadElements } from './load-elements.ts'

class Fragile extends DeskhandElement {
  isBroken = true

  protected override render(): unknown {
    if (this.isBroken) throw new Error('broken')
    return template`whole`
  }
}
defineElement('test-fragile', Fragile)

afterEach(() => vi.restoreAllMocks())

describe('an element whose render throws', () => {
  it('shows a notice, tells of it once, and comes back', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const page = await mount(html`<test-fragile></test-fragile><p>the rest</p>`)
    const told: unknown[] = []
    page.provider.addEventListener('deskhand-error', ({ detail }) => told.push(detail.source))
    const element = page.query<Fragile>('test-fragile') as Fragile
    expect(page.text()).toBe('This part of the page could not be shown. the rest')
    element.requestUpdate()
    await element.updateComplete
    element.isBroken = false
    element.requestUpdate()
    await element.updateComplete
    expect(page.text()).toBe('whole the rest')
    expect(log).toHaveBeenCalledTimes(1)
    element.isBroken = true
    element.requestUpdate()
    await element.updateComplete
    expect(told).toEqual(['test-fragile'])
  })
})

describe('registration', () => {
  it('of the same class again is nothing', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    defineElement('test-fragile', Fragile)
    expect(warn).not.toHaveBeenCalled()
  })

  it('of a second copy warns and leaves the first in place', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    class Copy extends DeskhandElement {
      static override readonly version = '9.9.9'
    }
    defineElement('test-fragile', Copy)
    expect(customElements.get('test-fragile')).toBe(Fragile)
    expect(warn.mock.lastCall?.[0]).toMatch(/version 0\.0\.0; version 9\.9\.9 is left out/)
  })
})

describe('events', () => {
  it('travel by their kind', () => {
    const seen: string[] = []
    const outer = document.createElement('div')
    const inner = outer.attachShadow({ mode: 'open' }).appendChild(document.createElement('p'))
    outer.addEventListener('deskhand-error', (event) => {
      seen.push(`outside ${event.detail.source}`)
      event.preventDefault()
    })
    const detail = (source: string) => ({ error: undefined, source })
    expect(emit(inner, 'deskhand-error', detail('outcome'))).toBe(true)
    expect(emit(inner, 'deskhand-error', detail('intent'), 'intent')).toBe(false)
    expect(emit(inner, 'deskhand-error', detail('local'), 'local')).toBe(true)
    expect(seen).toEqual(['outside outcome', 'outside intent'])
  })
})

describe('the lazy loader', () => {
  it('defines an element when it appears, and tries again after a failure', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const asked: string[] = []
    let isOnline = false
    const stop = loadElements(
      {
        'test-lazy': async () => {
          asked.push('test-lazy')
          if (!isOnline) throw new Error('offline')
          class Lazy extends DeskhandStatus {}
          defineElement('test-lazy', Lazy)
        },
        'test-unused': async () => asked.push('test-unused'),
      },
      async () => {},
    )
    const page = await mount(html`<p id="place"></p>`)
    const place = page.query('#place') as HTMLElement
    place.append(document.createElement('test-lazy'))
    await expect.poll(() => log.mock.calls.length).toBe(1)
    isOnline = true
    const wrapped = document.createElement('div')
    wrapped.innerHTML = '<p><test-lazy status="open"></test-lazy><test-lazy></test-lazy></p>'
    place.append(wrapped)
    await expect.poll(() => page.text()).toContain('Open')
    expect(asked).toEqual(['test-lazy', 'test-lazy'])
    stop()
  })
})
