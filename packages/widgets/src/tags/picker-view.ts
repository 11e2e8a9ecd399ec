/** What a tag picker shows: the chosen ones as badges, and the lines of its list. */
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { checkIcon, closeIcon, plusIcon } from '../icons/icons.ts'
import type { Localizer } from '../terms/localizer.ts'
import { tagBadge, tagSwatch } from './badge.ts'
import { nameKey, type TagLook } from './tag.ts'
import type { FoundTag } from './tag-search.ts'
import type { tagTerms } from './terms.ts'

type Words = typeof tagTerms.en

/** One line of the list: a tag, or a name that nobody has used yet. */
export interface TagOption {
  readonly tag: TagLook
  readonly total?: number
  readonly isNew?: boolean
}

export interface Offer {
  readonly query: string
  readonly tags: readonly TagLook[]
  readonly except: readonly string[]
  readonly results: readonly FoundTag[]
  readonly mayCreate: boolean
}

/** Those found whose names begin with what is typed, and that itself as a new one where it is none. */
export function tagOptions({ query, tags, except, results, mayCreate }: Offer): TagOption[] {
  const key = nameKey(query)
  const found = results.filter(
    ({ id, name }) => !except.includes(id ?? '') && nameKey(name).startsWith(key),
  )
  const isTaken = [...found, ...tags].some(({ name }) => nameKey(name) === key)
  const isOffered = mayCreate && key !== '' && !isTaken
  return [
    ...found.map((tag) => ({ tag, total: tag.total })),
    ...(isOffered ? [{ tag: { name: query.trim() }, isNew: true }] : []),
  ]
}

export function chosenView(
  tags: readonly TagLook[],
  terms: Words,
  isDisabled: boolean,
  remove: (tag: TagLook) => void,
): TemplateResult {
  const button = (tag: TagLook) => html`<button
    type="button"
    class="remove"
    aria-label=${terms.remove(tag.name)}
    ?disabled=${isDisabled}
    @click=${() => remove(tag)}
  >
    ${closeIcon()}
  </button>`
  return html`<ul class="tags" aria-label=${terms.chosen}>
    ${repeat(
      tags,
      ({ name }) => nameKey(name),
      (tag) => html`<li>${tagBadge(tag, button(tag))}</li>`,
    )}
  </ul>`
}

export interface OptionView {
  readonly index: number
  readonly terms: Words
  readonly localizer: Localizer
  readonly isActive: boolean
  readonly isChosen: boolean
  toggle(): void
}

export function optionView({ tag, total, isNew }: TagOption, view: OptionView): TemplateResult {
  const { index, terms, localizer, isActive, isChosen, toggle } = view
  const count = total
    ? html`<span class="total" title=${terms.onTickets(total)}>
        <span aria-hidden="true">${localizer.number(total)}</span>
        <span class="visually-hidden">${terms.onTickets(total)}</span>
      </span>`
    : nothing
  return html`<div
    class=${isActive ? 'menu-item active' : 'menu-item'}
    id="option-${index}"
    role="option"
    aria-selected=${isChosen}
    @click=${toggle}
  >
    ${isNew ? html`<span class="new">${plusIcon()}</span>` : tagSwatch(tag)}
    <span class="option-name"><bdi>${isNew ? terms.create(tag.name) : tag.name}</bdi></span>
    ${isChosen ? html`<span class="tick">${checkIcon()}</span>` : count}
  </div>`
}
