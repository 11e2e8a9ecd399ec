import { html, nothing, type PropertyDeclarations } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { isComposing } from '../keyboard/is-composing.ts'
import { PopoverController } from '../overlay/popover-controller.ts'
import { explainProblem, problemTerms } from '../problems/explain.ts'
import { menuStyles } from '../theme/menus.ts'
import { tagBadgeStyles } from './badge-styles.ts'
import { tagPickerStyles } from './picker-styles.ts'
import { chosenView, optionView, type TagOption, tagOptions } from './picker-view.ts'
import { hasTag, type TagLook, withoutTag } from './tag.ts'
import { TagSearch } from './tag-search.ts'
import { tagTerms } from './terms.ts'

declare global {
  interface HTMLElementEventMap {
    /** A tag was chosen or taken off in `<deskhand-tag-picker>`. */
    'deskhand-tag-pick': CustomEvent<TagPickDetail>
  }
}

export interface TagPickDetail {
  /** All that are chosen by now. */
  readonly tags: readonly TagLook[]
  readonly added?: TagLook | undefined
  readonly removed?: TagLook | undefined
}

/**
 * Chooses tags by typing the beginning of their names, and makes new ones where the person may. What is
 * chosen stands in the field as badges. With the keyboard: arrows and Enter choose, Backspace in the empty
 * field takes the last one off, Escape closes the list.
 *
 * @fires deskhand-tag-pick - A tag was chosen or taken off. Does not bubble.
 * @csspart box - The field with the badges in it.
 * @csspart tag - Each badge.
 * @csspart input - Where the person types.
 */
export class DeskhandTagPicker extends DeskhandElement {
  static override styles = [
    ...[DeskhandElement.styles, menuStyles, tagBadgeStyles, tagPickerStyles],
  ]
  static override properties: PropertyDeclarations = {
    tags: { attribute: false },
    label: { type: String },
    placeholder: { type: String },
    mayCreate: { type: Boolean, attribute: 'may-create' },
    maximum: { type: Number },
    except: { attribute: false },
    quiet: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    active: { state: true },
    query: { state: true },
  }

  /** What is chosen. Default: nothing. */
  declare tags: readonly TagLook[]
  /** What the field is called. Default: “Add tags”. */
  declare label: string
  /** Default: “Add a tag…”. */
  declare placeholder: string
  /** Whether a name that no tag has yet can be chosen, by those who may create tags. Default false. */
  declare mayCreate: boolean
  /** How many can be chosen; with 1, a choice replaces the one before. Default 50. */
  declare maximum: number
  /** Ids of tags that are not offered. Default: none. */
  declare except: readonly string[]
  /** Without a frame until somebody points at it or is in it. Default false. */
  declare quiet: boolean
  /** Default false. */
  declare disabled: boolean
  declare protected active: number
  declare protected query: string

  #search = new TagSearch(this)
  #list = new PopoverController(this)
  #waitsForResults = false

  constructor() {
    super()
    this.tags = []
    this.label = ''
    this.placeholder = ''
    this.mayCreate = false
    this.maximum = 50
    this.except = []
    this.quiet = false
    this.disabled = false
    this.active = -1
    this.query = ''
  }

  /** Puts the focus where the person types. */
  override focus(options?: FocusOptions): void {
    this.#input?.focus(options)
  }

  protected override updated(): void {
    const { panel, trigger, isOpen } = this.#list
    if (!isOpen || !panel.value || !trigger.value) return
    panel.value.style.setProperty('inline-size', `${Math.max(trigger.value.offsetWidth, 232)}px`)
    this.renderRoot.querySelector('.active')?.scrollIntoView({ block: 'nearest' })
  }

  protected override render(): unknown {
    const terms = this.terms(tagTerms)
    const { trigger, panel, isOpen, onToggle } = this.#list
    const options = isOpen ? this.#options() : []
    const label = this.label || terms.add
    const active = options[this.active] && this.active
    return html`
      <div class="box" part="box" ${ref(trigger)} @pointerdown=${this.#onBox} @focusout=${this.#onLeave}>
        ${
          this.tags.length === 0
            ? nothing
            : chosenView(this.tags, terms, this.disabled, (tag) => this.#remove(tag))
        }
        <input
          part="input"
          type="text"
          role="combobox"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          maxlength="50"
          dir="auto"
          aria-label=${label}
          aria-autocomplete="list"
          aria-expanded=${isOpen}
          aria-controls="list"
          aria-activedescendant=${active === undefined ? nothing : `option-${active}`}
          placeholder=${this.placeholder || terms.addHint}
          ?disabled=${this.disabled}
          .value=${this.query}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        />
      </div>
      <div
        class="popover"
        popover="manual"
        ${ref(panel)}
        @toggle=${onToggle}
        @pointerdown=${(event: Event) => event.preventDefault()}
      >
        <div id="list" role="listbox" aria-multiselectable="true" aria-label=${terms.suggestions}>
          ${options.map((option, index) =>
            optionView(option, {
              ...{ index, terms, localizer: this.localizer },
              isActive: index === this.active,
              isChosen: hasTag(this.tags, option.tag),
              toggle: () => this.#toggle(option.tag),
            }),
          )}
        </div>
        <p class="said" ?hidden=${options.length > 0}>${this.#said()}</p>
      </div>
      <span class="visually-hidden" role="status">${isOpen ? this.#found(options) : ''}</span>
    `
  }

  /** While a search runs, those of the one before that still fit. */
  #options(): readonly TagOption[] {
    const { query, tags, except } = this
    const { results, isSearching } = this.#search
    const mayCreate = this.mayCreate && !isSearching && this.session?.can('tags:create')
    return tagOptions({ query, tags, except, results, mayCreate: mayCreate ?? false })
  }

  #said(): string {
    const terms = this.terms(tagTerms)
    const { isSearching, error } = this.#search
    if (error) return explainProblem(error, this.terms(problemTerms))
    if (isSearching) return terms.searching
    return this.query.trim() === '' ? terms.noTags : terms.noneFound
  }

  #found({ length }: readonly TagOption[]): string {
    if (this.#search.isSearching) return ''
    return length > 0 ? this.terms(tagTerms).found(length) : this.#said()
  }

  readonly #onBox = (event: PointerEvent): void => {
    if (this.disabled || (event.target as Element).closest('button')) return
    if (event.target !== this.#input) {
      event.preventDefault()
      this.#input?.focus()
    }
    this.#open()
  }

  readonly #onLeave = ({ relatedTarget }: FocusEvent): void => {
    if (!this.renderRoot.contains(relatedTarget as Node | null)) this.#close()
  }

  readonly #onInput = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value
    this.active = this.query.trim() === '' ? -1 : 0
    this.#waitsForResults = false
    this.#open()
    this.#search.search(this.query)
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    const { isOpen } = this.#list
    const { length } = this.#options()
    if (event.key === 'ArrowDown') this.#step(isOpen, this.active + 1, length)
    else if (event.key === 'ArrowUp')
      this.#step(isOpen, this.active < 1 ? length - 1 : this.active - 1, length)
    else if (event.key === 'Escape' && (isOpen || this.query !== '')) {
      // Only the list closes, not the dialog or panel that the field is in.
      event.stopPropagation()
      this.#clear()
      this.#close()
    } else if (event.key === 'Enter' && (isOpen || this.query.trim() !== '')) this.#choose()
    else if (event.key === 'Backspace' && this.query === '' && this.tags.length > 0) {
      this.#remove(this.tags[this.tags.length - 1] as TagLook)
    } else return
    event.preventDefault()
  }

  #step(isOpen: boolean, next: number, length: number): void {
    if (!isOpen) this.#open()
    else if (length > 0) this.active = next % length
  }

  /** Enter counts for what has been typed, also before the answer is there. */
  #choose(): void {
    const choose = () => {
      const option = this.#options()[this.active]
      if (option) this.#toggle(option.tag)
    }
    const isKnown = !this.#search.isSearching || this.query.trim() === ''
    if (isKnown) choose()
    if (isKnown || this.#waitsForResults) return
    this.#waitsForResults = true
    const { query } = this
    void this.#search.done.then(() => {
      const isStill = this.#waitsForResults && query === this.query
      this.#waitsForResults = false
      if (isStill) choose()
    })
  }

  #toggle(tag: TagLook): void {
    const isChosen = hasTag(this.tags, tag)
    if (!isChosen && this.maximum > 1 && this.tags.length >= this.maximum) return
    this.#clear()
    this.#close()
    if (isChosen) this.#become(withoutTag(this.tags, tag), { removed: tag })
    else this.#become(this.maximum === 1 ? [tag] : [...this.tags, tag], { added: tag })
  }

  #remove(tag: TagLook): void {
    this.#become(withoutTag(this.tags, tag), { removed: tag })
    this.focus()
  }

  #become(tags: readonly TagLook[], change: Omit<TagPickDetail, 'tags'>): void {
    const terms = this.terms(tagTerms)
    const { added, removed } = change
    if (added) this.session?.messages.say(terms.added(added.name))
    if (removed) this.session?.messages.say(terms.removed(removed.name))
    this.tags = tags
    emit(this, 'deskhand-tag-pick', { tags, ...change }, 'local')
  }

  #open(): void {
    if (this.#list.isOpen || this.disabled) return
    this.active = this.query.trim() === '' ? -1 : 0
    this.#search.search(this.query)
    this.#list.open()
  }

  #close(): void {
    this.#waitsForResults = false
    this.#list.close()
  }

  #clear(): void {
    if (this.query === '') return
    this.query = ''
    this.active = -1
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot?.querySelector('input') ?? null
  }
}
