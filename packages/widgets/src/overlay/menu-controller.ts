import type { ReactiveControllerHost } from 'lit'
import { isComposing } from '../keyboard/is-composing.ts'
import { PopoverController, type PopoverOptions } from './popover-controller.ts'

const items = '[role^="menuitem"]:not([aria-disabled="true"])'
const typingPauseMs = 700

/**
 * A menu button after the ARIA Authoring Practices: the arrow keys open the menu and walk it, Home and
 * End go to its ends, letters go to the item that begins so, Escape and Tab close it.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 * @example
 * #menu = new MenuController(this)
 * render() {
 *   const { trigger, panel, isOpen, toggle, onTriggerKey, onMenuKey, onToggle } = this.#menu
 *   return html`
 *     <button class="button" ${ref(trigger)} aria-haspopup="menu" aria-expanded=${isOpen}
 *       @click=${toggle} @keydown=${onTriggerKey}>Status</button>
 *     <div class="popover" popover role="menu" aria-label="Status" ${ref(panel)}
 *       @toggle=${onToggle} @keydown=${onMenuKey}>
 *       <button class="menu-item" role="menuitem" tabindex="-1" @click=${…}>Resolved</button>
 *     </div>`
 * }
 */
export class MenuController extends PopoverController {
  #typed = ''
  #typedAt = 0
  #beginsAtEnd = false

  constructor(host: ReactiveControllerHost, options: PopoverOptions = {}) {
    super(host, {
      ...options,
      onOpen: () => {
        const first = this.#beginsAtEnd ? this.#items().at(-1) : this.#checkedOrFirst()
        first?.focus()
        options.onOpen?.()
      },
    })
  }

  readonly onTriggerKey = (event: KeyboardEvent): void => {
    if (isComposing(event) || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    event.preventDefault()
    this.#beginsAtEnd = event.key === 'ArrowUp'
    this.open()
  }

  override readonly toggle = (): void => {
    this.#beginsAtEnd = false
    if (this.isOpen) this.close()
    else this.open()
  }

  readonly onMenuKey = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    const all = this.#items()
    const root = this.panel.value?.getRootNode() as ShadowRoot | undefined
    const index = all.indexOf(root?.activeElement as HTMLElement)
    const { length } = all
    if (event.key === 'ArrowDown') all[(index + 1) % length]?.focus()
    else if (event.key === 'ArrowUp') all[(index - 1 + length) % length]?.focus()
    else if (event.key === 'Home') all[0]?.focus()
    else if (event.key === 'End') all.at(-1)?.focus()
    else if (event.key === 'Tab') this.close()
    else if (!this.#type(event, all, index)) return
    if (event.key !== 'Tab') event.preventDefault()
  }

  #items(): HTMLElement[] {
    return [...(this.panel.value?.querySelectorAll<HTMLElement>(items) ?? [])]
  }

  #checkedOrFirst(): HTMLElement | undefined {
    const all = this.#items()
    return all.find((item) => item.ariaChecked === 'true') ?? all[0]
  }

  #type(
    { key, timeStamp, ctrlKey, metaKey, altKey }: KeyboardEvent,
    all: HTMLElement[],
    index: number,
  ) {
    if (key.length !== 1 || key === ' ' || ctrlKey || metaKey || altKey) return false
    const isFresh = timeStamp - this.#typedAt > typingPauseMs
    this.#typed = isFresh ? key : this.#typed + key
    this.#typedAt = timeStamp
    const from = index + (this.#typed.length === 1 ? 1 : 0)
    const text = this.#typed.toLocaleLowerCase()
    const inTurn = [...all.slice(from), ...all.slice(0, from)]
    inTurn.find((item) => item.textContent?.trim().toLocaleLowerCase().startsWith(text))?.focus()
    return true
  }
}
