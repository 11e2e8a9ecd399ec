import { html, nothing, type PropertyDeclarations } from 'lit'
import type { FilterFieldContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { sessionTask } from '../session/session-host.ts'
import { fieldStyles } from '../theme/fields.ts'
import { knownTag, lookUpTags } from './known-tags.ts'
import { tagFilterStyles } from './styles.ts'
import type { TagLook } from './tag.ts'
import { type TagFilterMode, tagFilterModes, tagsFilterOf } from './tag-filter-text.ts'
import { tagFilterLimit, withTagNames } from './tag-filter-values.ts'
import type { TagPickDetail } from './tag-picker.ts'
import { tagTerms } from './terms.ts'

const labels = { any: 'any', all: 'all', none: 'without' } as const

/**
 * Filters a ticket list by tags: any, all or none of some, one of the three shown at a time.
 *
 * @internal Contributed by the plugin `tags`.
 */
export class DeskhandTagFilter extends DeskhandElement {
  static override styles = [DeskhandElement.styles, fieldStyles, tagFilterStyles]
  static override properties: PropertyDeclarations = {
    context: { attribute: false },
    mode: { state: true },
  }

  /** Of the slot `filter-panel:field@1`. */
  declare context: FilterFieldContext | undefined
  declare protected mode: TagFilterMode | undefined

  /** Names that an address has brought are shown with their colours once these are known. */
  #looks = sessionTask(this, {
    args: () => [JSON.stringify(this.#filter)] as const,
    load: async (client, _args, signal): Promise<void> => {
      const { any = [], all = [], none = [] } = this.#filter
      await lookUpTags(client, [...any, ...all, ...none], signal)
    },
  })

  constructor() {
    super()
    this.context = undefined
    this.mode = undefined
  }

  protected override render(): unknown {
    const { context, session } = this
    if (!context || !session?.client.tags) return nothing
    const terms = this.terms(tagTerms)
    const filter = this.#filter
    const mode = this.#mode
    const tags = (filter[mode] ?? []).map(
      (name): TagLook => knownTag(session.client, name) ?? { name },
    )
    return html`<fieldset class="field" aria-busy=${this.#looks.status === 1}>
      <legend class="label">${terms.tags}</legend>
      <div class="segments">${tagFilterModes.map((one) => this.#segment(one))}</div>
      <deskhand-tag-picker
        label=${`${terms.tags}: ${terms[labels[mode]]}`}
        placeholder=${terms.filterHint}
        maximum=${tagFilterLimit}
        .tags=${tags}
        @deskhand-tag-pick=${this.#onPick}
      ></deskhand-tag-picker>
    </fieldset>`
  }

  #segment(mode: TagFilterMode): unknown {
    const terms = this.terms(tagTerms)
    const isSet = (this.#filter[mode]?.length ?? 0) > 0
    return html`<label class="segment">
      <input
        type="radio"
        name="mode"
        value=${mode}
        .checked=${mode === this.#mode}
        @change=${() => this.#show(mode)}
      />${terms[labels[mode]]}${
        isSet
          ? html`<span class="dot"></span><span class="visually-hidden">(${terms.isSet})</span>`
          : nothing
      }
    </label>`
  }

  get #filter() {
    return tagsFilterOf(this.context?.filters ?? {})
  }

  /** What the person wants to see, or the first that is set. */
  get #mode(): TagFilterMode {
    const filter = this.#filter
    return this.mode ?? tagFilterModes.find((mode) => filter[mode]) ?? 'any'
  }

  #show(mode: TagFilterMode): void {
    this.mode = mode
  }

  readonly #onPick = ({ detail }: CustomEvent<TagPickDetail>): void => {
    const mode = this.#mode
    this.mode = mode
    const names = detail.tags.map(({ name }) => name)
    this.context?.setFilters({ tags: withTagNames(this.#filter, mode, names) })
  }
}
