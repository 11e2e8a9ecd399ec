import { html, nothing, type PropertyDeclarations } from 'lit'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { timeStyles } from './styles.ts'
import { onEachMinute } from './ticker.ts'

/** A moment as people say it, `3 hours ago` or `2 Mar`, with the full time in its title. */
export class DeskhandTime extends DeskhandElement {
  static override styles = [DeskhandElement.styles, timeStyles]
  static override properties: PropertyDeclarations = { datetime: { type: String } }

  /** ISO 8601. Anything else shows nothing. */
  declare datetime: string

  #stop: (() => void) | undefined

  constructor() {
    super()
    this.datetime = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#stop = onEachMinute(() => this.requestUpdate())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop?.()
  }

  protected override render(): unknown {
    const time = new Date(this.datetime)
    if (Number.isNaN(time.getTime())) return nothing
    const { localizer } = this
    const now = new Date()
    const text = localizer.relativeTime(time, now) ?? localizer.day(time, now)
    return html`<time datetime=${this.datetime} title=${localizer.fullTime(time)}>${text}</time>`
  }
}
