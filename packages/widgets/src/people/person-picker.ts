import type { PersonSummary, Role } from '@deskhand/core/client'
import { html, nothing, type PropertyDeclarations } from 'lit'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { checkIcon, searchIcon } from '../icons/icons.ts'
import { isComposing } from '../keyboard/is-composing.ts'
import { explainProblem, problemTerms } from '../problems/explain.ts'
import { fieldStyles } from '../theme/fields.ts'
import { menuStyles } from '../theme/menus.ts'
import { PeopleSearch, type PeopleSearchOptions } from './people-search.ts'
import { pickerStyles } from './picker-styles.ts'
import { pickerTerms } from './picker-terms.ts'

declare global {
  interface HTMLElementEventMap {
    /** Somebody was chosen, or nobody. */
    'deskhand-person-pick': CustomEvent<PersonPickDetail>
  }
}

export interface PersonPickDetail {
  /** `null` for nobody. */
  readonly person: PersonSummary | null
}

interface Option {
  readonly label: string
  readonly person: PersonSummary | null
}

/**
 * A field that finds people by name or address, with the person who is signed in and nobody as ready
 * answers where these are wanted: for panels and popovers.
 *
 * @fires deskhand-person-pick - Somebody was chosen, or nobody. Does not bubble.
 */
export class DeskhandPersonPicker extends DeskhandElement {
  static override shadowRootOptions: ShadowRootInit = {
    ...DeskhandElement.shadowRootOptions,
    delegatesFocus: true,
  }
  static override styles = [DeskhandElement.styles, fieldStyles, menuStyles, pickerStyles]
  static override properties: PropertyDeclarations = {
    label: { type: String },
    roles: { attribute: false },
    offerMe: { type: Boolean, attribute: 'offer-me' },
    offerNobody: { type: Boolean, attribute: 'offer-nobody' },
    selectedId: { attribute: false },
    active: { state: true },
  }

  /** What the field is called. Default: “Find a person”. */
  declare label: string
  /** Only people with one of these roles. Default: everyone. */
  declare roles: readonly Role[] | undefined
  /** Whether the person who is signed in is offered before anything is typed. Default false. */
  declare offerMe: boolean
  /** Whether nobody can be chosen. Default false. */
  declare offerNobody: boolean
  /** Who is chosen now: marked in the list; `null` is nobody. */
  declare selectedId: string | null | undefined
  declare protected active: number

  #search = new PeopleSearch(this, searchOptions(this))

  constructor() {
    super()
    this.label = ''
    this.roles = undefined
    this.offerMe = false
    this.offerNobody = false
    this.selectedId = undefined
    this.active = 0
  }

  /** Empties the field. */
  clear(): void {
    this.#search.search('')
    this.active = 0
  }

  protected override render(): unknown {
    const terms = this.terms(pickerTerms)
    const options = this.#options()
    return html`
      <div class="search">
        ${searchIcon()}
        <input
          class="input"
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-label=${this.label || terms.find}
          aria-autocomplete="list"
          aria-expanded=${options.length > 0}
          aria-controls="options"
          aria-activedescendant=${options.length > 0 ? `option-${this.active}` : nothing}
          placeholder=${terms.placeholder}
          .value=${this.#search.query}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        />
      </div>
      <div class="options" id="options" role="listbox" aria-label=${this.label || terms.find} ?hidden=${options.length === 0}>
        ${options.map((option, index) => this.#option(option, index))}
      </div>
      <p class="said" role="status">${this.#said(options)}</p>
    `
  }

  #options(): readonly Option[] {
    const terms = this.terms(pickerTerms)
    const { query, results } = this.#search
    if (query.trim() !== '') {
      return results.map((person) => ({ label: person.name || person.email || person.id, person }))
    }
    const me = this.session?.person
    return [
      ...(this.offerMe && me
        ? [{ label: terms.me, person: { id: me.id, name: me.name ?? terms.me, avatarUrl: null } }]
        : []),
      ...(this.offerNobody ? [{ label: terms.nobody, person: null }] : []),
    ]
  }

  #option({ label, person }: Option, index: number): unknown {
    const isChosen = this.selectedId !== undefined && (person?.id ?? null) === this.selectedId
    return html`<div
      class=${index === this.active ? 'menu-item active' : 'menu-item'}
      id="option-${index}"
      role="option"
      aria-selected=${index === this.active}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#pick(person)}
    >
      <deskhand-person compact aria-hidden="true" .person=${person}></deskhand-person>
      <span class="found">
        <span dir="auto">${label}</span>
        ${person?.email ? html`<span class="email" dir="ltr">${person.email}</span>` : nothing}
      </span>
      ${isChosen ? html`<span class="check">${checkIcon()}</span>` : nothing}
    </div>`
  }

  #said(options: readonly Option[]): string {
    const terms = this.terms(pickerTerms)
    const { query, isSearching, error } = this.#search
    if (error) return explainProblem(error, this.terms(problemTerms))
    if (query.trim() === '' || options.length > 0) return ''
    return isSearching ? terms.searching : terms.noneFound
  }

  #onInput(event: Event): void {
    this.active = 0
    this.#search.search((event.target as HTMLInputElement).value)
  }

  #onKey(event: KeyboardEvent): void {
    if (isComposing(event)) return
    const options = this.#options()
    const { length } = options
    if (length === 0) return
    if (event.key === 'ArrowDown') this.active = (this.active + 1) % length
    else if (event.key === 'ArrowUp') this.active = (this.active - 1 + length) % length
    else if (event.key === 'Enter') {
      const option = options[this.active]
      if (option) this.#pick(option.person)
    } else return
    event.preventDefault()
  }

  #pick(person: PersonSummary | null): void {
    emit(this, 'deskhand-person-pick', { person }, 'local')
    this.clear()
  }
}

/** Read at each search, because the property may change. */
function searchOptions(picker: DeskhandPersonPicker): PeopleSearchOptions {
  return {
    get roles() {
      return picker.roles
    },
  }
}
