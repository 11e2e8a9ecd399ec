import type { CountedTag, TagIcon } from '@deskhand/plugin-tags/client'
import { html, nothing, type PropertyDeclarations } from 'lit'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { alertIcon, checkIcon, closeIcon } from '../icons/icons.ts'
import { isComposing } from '../keyboard/is-composing.ts'
import { tagBadge, tagColours } from '../tags/badge.ts'
import { tagBadgeStyles } from '../tags/badge-styles.ts'
import { tagShape } from '../tags/tag-icons.ts'
import { commonTerms } from '../terms/common.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { fieldStyles } from '../theme/fields.ts'
import { palette, textOn } from './colours.ts'
import { tagFormStyles } from './form-styles.ts'
import { type ColourName, colourTerms, iconTerms } from './look-terms.ts'
import { switchStyles } from './switch-styles.ts'
import type { TagValues } from './tag-list-controller.ts'
import { tagManagerTerms } from './terms.ts'

declare global {
  interface HTMLElementEventMap {
    /** The form of a tag is filled in and is to be saved. */
    'deskhand-tag-submit': CustomEvent<TagSubmitDetail>
    /** The form of a tag is to be closed. */
    'deskhand-tag-cancel': CustomEvent<null>
  }
}

export interface TagSubmitDetail {
  readonly values: TagValues
}

type Values = Required<{ [Name in keyof TagValues]: NonNullable<TagValues[Name]> | null }> & {
  readonly name: string
  readonly colour: string
}

const iconNames = Object.keys(iconTerms.en) as readonly TagIcon[]
const colours = Object.entries(palette) as [ColourName, string][]

/**
 * Name, colour, icon and visibility of a tag, with the badge that they make.
 *
 * @internal Part of `<deskhand-tag-manager>`.
 * @fires deskhand-tag-submit - It is filled in and is to be saved. Does not bubble.
 * @fires deskhand-tag-cancel - It is to be closed. Does not bubble.
 */
export class DeskhandTagForm extends DeskhandElement {
  static override styles = [
    ...[DeskhandElement.styles, buttonStyles, fieldStyles],
    ...[tagBadgeStyles, switchStyles, tagFormStyles],
  ]
  static override properties: PropertyDeclarations = {
    tag: { attribute: false },
    colour: { type: String },
    nameProblem: { type: String, attribute: 'name-problem' },
    problem: { type: String },
    busy: { type: Boolean, reflect: true },
    values: { state: true },
    isMissing: { state: true },
  }

  /** The tag that is changed. Default: a new one. */
  declare tag: CountedTag | undefined
  /** `#rrggbb` that a new tag begins with. */
  declare colour: string
  /** Why the name can't be used. */
  declare nameProblem: string
  /** Why it was not saved otherwise. */
  declare problem: string
  /** While it is being saved. Default false. */
  declare busy: boolean
  declare protected values: Values | undefined
  declare protected isMissing: boolean

  constructor() {
    super()
    this.tag = undefined
    this.colour = palette.teal
    this.nameProblem = ''
    this.problem = ''
    this.busy = false
    this.values = undefined
    this.isMissing = false
  }

  /** Puts the focus on the name. */
  override focus(options?: FocusOptions): void {
    this.renderRoot?.querySelector<HTMLInputElement>('#name')?.focus(options)
  }

  protected override willUpdate(): void {
    this.values ??= {
      name: this.tag?.name ?? '',
      colour: this.tag?.colour ?? this.colour,
      icon: this.tag?.icon ?? null,
      isPublic: this.tag?.isPublic ?? false,
    }
  }

  protected override firstUpdated(): void {
    this.focus()
    this.renderRoot.querySelector<HTMLInputElement>('#name')?.select()
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('nameProblem') && this.nameProblem !== '') this.focus()
  }

  protected override render(): unknown {
    const terms = this.terms(tagManagerTerms)
    const values = this.values as Values
    const submit = this.tag ? terms.save : terms.create
    return html`<form
      novalidate
      aria-label=${this.tag ? terms.edit(this.tag.name) : terms.newTag}
      aria-busy=${this.busy}
      @submit=${this.#submit}
      @keydown=${this.#onKey}
    >
      <div class="top">${this.#name(values)} ${this.#preview(values)}</div>
      ${this.#colours(values)} ${this.#icons(values)}
      ${this.session?.can('tags:manage') ? this.#visibility(values) : nothing}
      <footer>
        <button class="button primary" aria-disabled=${this.busy || nothing}>
          ${this.busy ? terms.saving : submit}
        </button>
        <button class="button" type="button" @click=${this.#cancel}>
          ${this.terms(commonTerms).cancel}
        </button>
        <p class="problem" role="alert">${this.problem ? html`${alertIcon()}${this.problem}` : nothing}</p>
      </footer>
    </form>`
  }

  #name({ name }: Values): unknown {
    const terms = this.terms(tagManagerTerms)
    const problem = this.isMissing ? terms.nameMissing : this.nameProblem
    return html`<div class="field">
      <label class="label" for="name">${terms.name}</label>
      <input
        class="input"
        id="name"
        dir="auto"
        maxlength="50"
        autocomplete="off"
        placeholder=${terms.nameHint}
        aria-required="true"
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby="name-problem"
        .value=${name}
        @input=${(event: Event) => this.#set({ name: (event.target as HTMLInputElement).value })}
      />
      <p class="problem" id="name-problem" role="alert">
        ${problem ? html`${alertIcon()}<span>${problem}</span>` : nothing}
      </p>
    </div>`
  }

  #preview({ name, colour, icon }: Values): unknown {
    const terms = this.terms(tagManagerTerms)
    const { textColour, contrast } = textOn(colour)
    const { locale } = this.localizer
    const ratio = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(contrast)
    const shown = { name: name.trim() || terms.tag, colour, textColour, icon }
    return html`<div class="field preview">
      <span class="label">${terms.preview}</span>
      <div class="stage">${tagBadge(shown)}</div>
      <span class="hint">${terms.contrast(ratio)}</span>
    </div>`
  }

  #colours({ colour }: Values): unknown {
    const terms = this.terms(tagManagerTerms)
    const names = this.terms(colourTerms)
    const isOwn = !colours.some(([, one]) => one === colour)
    const { textColour } = textOn(colour)
    return html`<fieldset class="field">
      <legend class="label">${terms.colour}</legend>
      <div class="choices">
        ${colours.map(
          ([
            name,
            one,
          ]) => html`<label class="colour" title=${names[name]} ${tagColours(one, textOn(one).textColour)}>
            <input
              type="radio"
              name="colour"
              aria-label=${names[name]}
              .checked=${one === colour}
              @change=${() => this.#set({ colour: one })}
            /><span class="tick">${checkIcon()}</span>
          </label>`,
        )}
        <label
          class=${isOwn ? 'colour own chosen' : 'colour own'}
          title=${terms.ownColour}
          ${tagColours(isOwn ? colour : undefined, isOwn ? textColour : undefined)}
        >
          <input
            type="color"
            aria-label=${terms.ownColour}
            .value=${colour}
            @input=${(event: Event) => this.#set({ colour: (event.target as HTMLInputElement).value })}
          /><span class="tick">${checkIcon()}</span>
        </label>
      </div>
    </fieldset>`
  }

  #icons({ icon, colour }: Values): unknown {
    const terms = this.terms(tagManagerTerms)
    const names = this.terms(iconTerms)
    const choice = (name: TagIcon | null, label: string, drawing: unknown) => html`<label
      class="icon-choice"
      title=${label}
    >
      <input
        type="radio"
        name="icon"
        aria-label=${label}
        .checked=${name === icon}
        @change=${() => this.#set({ icon: name })}
      />${drawing}
    </label>`
    return html`<fieldset class="field" ${tagColours(colour, textOn(colour).textColour)}>
      <legend class="label">${terms.icon}</legend>
      <div class="choices">
        ${choice(null, terms.noIcon, closeIcon())}
        ${iconNames.map((name) => choice(name, names[name], tagShape(name, 16)))}
      </div>
    </fieldset>`
  }

  #visibility({ isPublic }: Values): unknown {
    const terms = this.terms(tagManagerTerms)
    return html`<label class="visibility">
      <span class="switch">
        <input
          type="checkbox"
          role="switch"
          aria-describedby="public-hint"
          .checked=${isPublic ?? false}
          @change=${(event: Event) =>
            this.#set({ isPublic: (event.target as HTMLInputElement).checked })}
        />
      </span>
      <span>
        ${terms.isPublic}
        <span class="hint" id="public-hint">${terms.isPublicHint}</span>
      </span>
    </label>`
  }

  #set(change: Partial<Values>): void {
    this.values = { ...(this.values as Values), ...change }
    if (change.name === undefined) return
    this.isMissing = false
    this.nameProblem = ''
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    const { name, colour, icon, isPublic } = this.values as Values
    this.isMissing = name.trim() === ''
    if (this.isMissing) this.focus()
    if (this.isMissing || this.busy) return
    const mayPublish = this.session?.can('tags:manage') ?? false
    const values = {
      ...{ name: name.trim(), colour, icon },
      ...(mayPublish && { isPublic: isPublic ?? false }),
    }
    emit(this, 'deskhand-tag-submit', { values }, 'local')
  }

  readonly #cancel = (): void => {
    emit(this, 'deskhand-tag-cancel', null, 'local')
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event)) return
    event.preventDefault()
    this.#cancel()
  }
}
