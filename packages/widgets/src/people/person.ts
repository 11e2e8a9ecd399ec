import type { PersonSummary } from '@deskhand/core/client'
import { html, nothing, type PropertyDeclarations } from 'lit'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { commonTerms } from '../terms/common.ts'
import { initialsOf, toneOf } from './avatar.ts'
import { personStyles } from './styles.ts'

/**
 * A person: picture or initials, and name.
 *
 * @csspart avatar - The picture or the initials.
 * @csspart name - The name.
 */
export class DeskhandPerson extends DeskhandElement {
  static override styles = [DeskhandElement.styles, personStyles]
  static override properties: PropertyDeclarations = {
    person: { attribute: false },
    compact: { type: Boolean, reflect: true },
    large: { type: Boolean, reflect: true },
    failedUrl: { state: true },
  }

  /** `null` for nobody, as the assignee of a ticket that has none. */
  declare person: PersonSummary | null
  /** Only the picture, with the name in its title. Default false. */
  declare compact: boolean
  /** For the head of a message. Default false. */
  declare large: boolean
  /** A picture that could not be loaded: the initials take its place. */
  declare protected failedUrl: string | undefined

  constructor() {
    super()
    this.person = null
    this.compact = false
    this.large = false
    this.failedUrl = undefined
  }

  protected override render(): unknown {
    const terms = this.terms(commonTerms)
    const name = this.person ? this.person.name || terms.unknownPerson : terms.nobody
    return html`${this.#avatar(name)}${
      this.compact ? nothing : html`<span class="name" part="name" dir="auto">${name}</span>`
    }`
  }

  #avatar(name: string): unknown {
    const url = this.person?.avatarUrl
    const isShown = url && url !== this.failedUrl
    const content = isShown
      ? html`<img src=${url} alt="" loading="lazy" @error=${() => this.#useInitials(url)} />`
      : html`<span aria-hidden="true">${this.person ? initialsOf(name) : ''}</span>`
    return html`<span
      class="avatar"
      part="avatar"
      data-tone=${this.person ? toneOf(this.person.id) : nothing}
      role=${this.compact ? 'img' : nothing}
      aria-label=${this.compact ? name : nothing}
      title=${this.compact ? name : nothing}
      >${content}</span
    >`
  }

  #useInitials(url: string): void {
    this.failedUrl = url
  }
}
