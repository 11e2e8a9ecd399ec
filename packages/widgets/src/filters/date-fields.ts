import type { TimeRange } from '@deskhand/core/client'
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { TicketListFilters } from '../contributions/slots.ts'
import type { Localizer } from '../terms/localizer.ts'
import { type DayRange, daysOf, lastDays, rangeOf } from './days.ts'
import { type DateField, dateFields, isEmpty } from './filter-values.ts'
import { filterTerms } from './terms.ts'

const presets = [1, 7, 30] as const

/** When a ticket was created, updated or resolved: one of the three is open at a time. */
export class DateFields {
  readonly #host: ReactiveControllerHost
  #open: DateField = 'created'

  constructor(host: ReactiveControllerHost) {
    this.#host = host
  }

  render(
    filters: TicketListFilters,
    localizer: Localizer,
    set: (field: DateField, range: TimeRange | undefined) => void,
  ): TemplateResult {
    const terms = localizer.terms(filterTerms)
    const field = this.#open
    const days = daysOf(filters[field])
    const change = (changes: Partial<DayRange>) => set(field, rangeOf({ ...days, ...changes }))
    const input = (label: string, end: keyof DayRange) => html`<label class="field">
      <span class="hint">${label}</span>
      <input
        class="input"
        type="date"
        name="${field}-${end}"
        max=${end === 'first' ? days.last : ''}
        min=${end === 'last' ? days.first : ''}
        .value=${days[end]}
        @change=${(event: Event) => change({ [end]: (event.target as HTMLInputElement).value })}
      />
    </label>`
    return html`<fieldset class="field dates" part="field">
      <legend class="label">${terms.date}</legend>
      <div class="segments">
        ${dateFields.map((one) => this.#segment(one, terms, !isEmpty(filters[one])))}
      </div>
      <div class="pills">
        ${presets.map((count) => {
          const wanted = lastDays(count, new Date())
          const isChosen = days.first === wanted.first && days.last === ''
          return html`<button
            class="pill"
            aria-pressed=${isChosen}
            @click=${() => set(field, isChosen ? undefined : rangeOf(wanted))}
          >
            ${count === 1 ? terms.today : terms.lastDays(count)}
          </button>`
        })}
      </div>
      <div class="range">${input(terms.from, 'first')}${input(terms.to, 'last')}</div>
    </fieldset>`
  }

  #segment(field: DateField, terms: typeof filterTerms.en, isSet: boolean): TemplateResult {
    return html`<label class="segment">
      <input
        type="radio"
        name="date"
        value=${field}
        .checked=${field === this.#open}
        @change=${() => this.#show(field)}
      />${terms[field]}${
        isSet
          ? html`<span class="dot"></span><span class="visually-hidden">(${terms.isSet})</span>`
          : ''
      }
    </label>`
  }

  #show(field: DateField): void {
    this.#open = field
    this.#host.requestUpdate()
  }
}
