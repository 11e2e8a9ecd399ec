import { html as template } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { describe, expect, it } from 'vitest'
import { page as browser, userEvent } from 'vitest/browser'
import { expectAccessible } from '../../test/support/axe.ts'
import { expectReflow, rightToLeft } from '../../test/support/layout.ts'
import { expectNoLeak } from '../../test/support/leaks.ts'
import { html, mount } from '../../test/support/mount.ts'
import { defineElement } from '../element/define-element.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { dialogStyles } from '../theme/dialogs.ts'
import { menuStyles } from '../theme/menus.ts'
import { MenuController } from './menu-controller.ts'
import { focusedElement, openDialog } from './open-dialog.ts'

class Overlays extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, menuStyles, dialogStyles]
  menu = new MenuController(this)
  chosen = ''
  answer: string | undefined

  protected override render(): unknown {
    const { trigger, panel, isOpen, toggle, onTriggerKey, onMenuKey, onToggle } = this.menu
    const item = (text: string) =>
      template`<button class="menu-item" role="menuitem" tabindex="-1" @click=${() => this.#choose(text)}>${text}</button>`
    return template`
      <button class="button" aria-haspopup="menu" aria-expanded=${isOpen} ${ref(trigger)}
        @click=${toggle} @keydown=${onTriggerKey}>Status</button>
      <div class="popover" popover role="menu" aria-label="Status" ${ref(panel)}
        @toggle=${onToggle} @keydown=${onMenuKey}>${['Open', 'On hold', 'Resolved'].map(item)}</div>
      <button class="button danger" @click=${this.#ask}>Delete</button>
      <dialog class="dialog" aria-labelledby="title">
        <form method="dialog">
          <h2 id="title">Delete it?</h2>
          <footer>
            <button class="button" value="">Cancel</button>
            <button class="button danger" value="delete">Delete for good</button>
          </footer>
        </form>
      </dialog>`
  }

  #choose(text: string): void {
    this.chosen = text
    this.menu.close()
  }

  async #ask(): Promise<void> {
    this.answer = await openDialog(this.renderRoot.querySelector('dialog') as HTMLDialogElement)
  }
}
defineElement('test-overlays', Overlays)

const content = () => html`<test-overlays></test-overlays>`
const focused = () => focusedElement()?.textContent
const element = () => document.querySelector<Overlays>('test-overlays') as Overlays

describe('a menu', () => {
  it('is opened, walked and closed with the keyboard', async () => {
    const page = await mount(content())
    await userEvent.keyboard('{Tab}{ArrowDown}')
    await expect.poll(focused).toBe('Open')
    await expectAccessible(page)
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    expect(focused()).toBe('Resolved')
    await userEvent.keyboard('{ArrowDown}')
    expect(focused()).toBe('Open')
    await userEvent.keyboard('{End}')
    expect(focused()).toBe('Resolved')
    await userEvent.keyboard('on')
    expect(focused()).toBe('On hold')
    await userEvent.keyboard('{Enter}')
    expect(element().chosen).toBe('On hold')
    await expect.poll(focused).toBe('Status')
    expect(page.query('[aria-haspopup]')?.ariaExpanded).toBe('false')
    await userEvent.keyboard('{ArrowUp}')
    await expect.poll(focused).toBe('Resolved')
    await userEvent.keyboard('{Escape}')
    await expect.poll(focused).toBe('Status')
    expect(element().menu.isOpen).toBe(false)
  })

  it('stays inside of the page, on the side where people read from', async () => {
    const page = await mount(content())
    await browser.getByRole('button', { name: 'Status' }).click()
    await expect.poll(() => element().menu.isOpen).toBe(true)
    await expectReflow(page)
    page.provider.style.padding = '20px'
    element().requestUpdate()
    await element().updateComplete
    const box = () => page.query('[role=menu]')?.getBoundingClientRect()
    const button = page.query('[aria-haspopup]')?.getBoundingClientRect()
    expect(box()?.left).toBe(button?.left)
    expect(box()?.top).toBe((button?.bottom ?? 0) + 4)
    page.unmount()

    const reversed = await mount(content(), rightToLeft)
    reversed.provider.style.padding = '20px'
    await browser.getByRole('button', { name: 'Status' }).click()
    await expect.poll(() => element().menu.isOpen).toBe(true)
    const edge = reversed.query('[aria-haspopup]')?.getBoundingClientRect().right
    expect(reversed.query('[role=menu]')?.getBoundingClientRect().right).toBeCloseTo(edge ?? 0, 0)
  })

  it('closes by a click elsewhere', async () => {
    await mount(html`${content()}<p id="elsewhere">elsewhere</p>`)
    await browser.getByRole('button', { name: 'Status' }).click()
    await expect.poll(() => element().menu.isOpen).toBe(true)
    await userEvent.click(document.body, { position: { x: 900, y: 700 } })
    await expect.poll(() => element().menu.isOpen).toBe(false)
  })

  it('leaves nothing behind when it is taken away while it is open', async () => {
    await expectNoLeak(() => {
      queueMicrotask(() => document.querySelector<Overlays>('test-overlays')?.menu.open())
      return content()
    })
  })
})

describe('a dialog', () => {
  it('answers with what was chosen, and gives the focus back', async () => {
    const page = await mount(content())
    await userEvent.keyboard('{Tab}{Tab}{Enter}')
    await expect.poll(focused).toBe('Cancel')
    await expectAccessible(page)
    await expectReflow(page)
    await userEvent.keyboard('{Tab}{Enter}')
    await expect.poll(() => element().answer).toBe('delete')
    expect(focused()).toBe('Delete')
  })

  it.each([
    ['Escape', () => userEvent.keyboard('{Escape}')],
    ['Cancel', () => browser.getByRole('button', { name: 'Cancel' }).click()],
    [
      'a click beside it',
      () => userEvent.click(document.documentElement, { position: { x: 5, y: 5 } }),
    ],
  ])('is cancelled by %s', async (_, cancel) => {
    await mount(content())
    await browser.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect.poll(focused).toBe('Cancel')
    await cancel()
    await expect.poll(() => element().answer).toBe('')
    expect(focused()).toBe('Delete')
  })
})
