import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { createRef, type Ref } from 'lit/directives/ref.js'
import { place } from './place.ts'

export interface PopoverOptions {
  /** The edge of the button that the panel keeps to. Default `start`. */
  readonly align?: 'start' | 'end' | undefined
  onOpen?(): void
  onClose?(): void
}

/**
 * A panel in the top layer that belongs to a button. Escape and a click elsewhere close it, and the focus
 * goes back to the button.
 *
 * @example
 * #panel = new PopoverController(this)
 * render() {
 *   return html`
 *     <button ${ref(this.#panel.trigger)} aria-expanded=${this.#panel.isOpen} @click=${this.#panel.toggle}>…</button>
 *     <div class="popover" popover ${ref(this.#panel.panel)} @toggle=${this.#panel.onToggle}>…</div>`
 * }
 */
export class PopoverController implements ReactiveController {
  readonly trigger: Ref<HTMLElement> = createRef()
  readonly panel: Ref<HTMLElement> = createRef()
  readonly #host: ReactiveControllerHost
  readonly #options: PopoverOptions
  #isOpen = false

  constructor(host: ReactiveControllerHost, options: PopoverOptions = {}) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  readonly open = (): void => {
    const { value: panel } = this.panel
    if (!panel || this.#isOpen) return
    panel.showPopover()
    this.#place()
  }

  readonly close = (): void => {
    if (this.#isOpen) this.panel.value?.hidePopover()
  }

  readonly toggle = (): void => {
    if (this.#isOpen) this.close()
    else this.open()
  }

  /** For the panel's `toggle` event. */
  readonly onToggle = (event: Event): void => {
    const isOpen = (event as ToggleEvent).newState === 'open'
    if (isOpen === this.#isOpen) return
    this.#isOpen = isOpen
    if (isOpen) this.#opened()
    else this.#closed()
    this.#host.requestUpdate()
  }

  hostUpdated(): void {
    if (this.#isOpen) this.#place()
  }

  hostDisconnected(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#stopFollowing()
  }

  #opened(): void {
    addEventListener('scroll', this.#follow, { capture: true, passive: true })
    addEventListener('resize', this.#follow, { passive: true })
    this.#options.onOpen?.()
  }

  #closed(): void {
    this.#stopFollowing()
    const { value: panel } = this.panel
    const focused = (panel?.getRootNode() as Document | ShadowRoot | undefined)?.activeElement
    if (focused && panel?.contains(focused)) this.trigger.value?.focus()
    this.#options.onClose?.()
  }

  #stopFollowing(): void {
    removeEventListener('scroll', this.#follow, { capture: true })
    removeEventListener('resize', this.#follow)
  }

  readonly #follow = (event: Event): void => {
    if (event.target !== this.panel.value) this.#place()
  }

  #place(): void {
    const { value: trigger } = this.trigger
    const { value: panel } = this.panel
    if (!trigger || !panel) return
    const { top, left } = place(
      trigger.getBoundingClientRect(),
      { width: panel.offsetWidth, height: panel.offsetHeight },
      { width: document.documentElement.clientWidth, height: innerHeight },
      this.#options.align ?? 'start',
      getComputedStyle(trigger).direction === 'rtl',
    )
    panel.style.setProperty('top', `${top}px`)
    panel.style.setProperty('left', `${left}px`)
  }
}
