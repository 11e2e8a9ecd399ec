import { html, type PropertyDeclarations } from 'lit'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { loadPurifier, sanitise } from './sanitise.ts'
import { richTextStyles } from './styles.ts'

/**
 * The one way for formatted text into the page: what the server has sanitised is sanitised once more.
 *
 * @csspart text - The text.
 * @fires deskhand-error - The text could not be sanitised, and is not shown.
 */
export class DeskhandRichText extends DeskhandElement {
  static override styles = [DeskhandElement.styles, richTextStyles]
  static override properties: PropertyDeclarations = { html: { attribute: false } }

  /** From the API: `descriptionHtml` or `bodyHtml`. */
  declare html: string

  #content = createContent()
  #latest = ''
  #resizes = new ResizeObserver(() => this.#letScroll())

  constructor() {
    super()
    this.html = ''
    loadPurifier().catch(() => {})
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#resizes.observe(this.#content)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resizes.disconnect()
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('html')) void this.#show(this.html)
  }

  protected override render(): unknown {
    return html`${this.#content}`
  }

  async #show(text: string): Promise<void> {
    this.#latest = text
    this.#content.ariaBusy = 'true'
    try {
      const fragment = await sanitise(text)
      if (this.#latest === text) this.#content.replaceChildren(fragment)
    } catch (error) {
      this.#content.replaceChildren()
      emit(this, 'deskhand-error', { error, source: this.localName })
    }
    if (this.#latest !== text) return
    this.#content.ariaBusy = null
    this.#letScroll()
  }

  /** What is too wide can be scrolled with the keyboard; what is not is no stop on the way. */
  #letScroll(): void {
    for (const wide of this.#content.querySelectorAll<HTMLElement>('pre, .scroll')) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0
      else wide.removeAttribute('tabindex')
    }
  }
}

function createContent(): HTMLElement {
  const content = document.createElement('div')
  content.className = 'text'
  content.part.add('text')
  content.dir = 'auto'
  return content
}
