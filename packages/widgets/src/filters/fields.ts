/** The fields of the filter panel: pills that are checkboxes, and the person whose tickets are wanted. */
import type { PersonSummary } from '@deskhand/core/client'
import { html, nothing, type TemplateResult } from 'lit'
import { priorityShapes, statusShapes } from '../badges/shapes.ts'
import { statusTerms } from '../badges/terms.ts'
import type { TicketListFilters } from '../contributions/slots.ts'
import { checkIcon, searchIcon } from '../icons/icons.ts'
import type { Session } from '../session/session.ts'
import { commonTerms } from '../terms/common.ts'
import type { Localizer } from '../terms/localizer.ts'
import type { FilterNames } from './filter-names.ts'
import { toggled } from './filter-values.ts'
import { filterTerms } from './terms.ts'

export interface FieldsView {
  readonly session: Session | undefined
  readonly filters: TicketListFilters
  /** Always on. */
  readonly fixed: TicketListFilters
  readonly localizer: Localizer
  readonly names: FilterNames
  set(changes: Readonly<Record<string, unknown>>): void
}

/** Status, priority and category. */
export function choiceFields(view: FieldsView): TemplateResult {
  const { session, filters, fixed, localizer, names, set } = view
  const badges = localizer.terms(statusTerms)
  const { statuses = [], priorities = [] } = session?.capabilities ?? {}
  const { status, priority, category } = filters
  const categories = names.categories.filter(({ id }) => isOpen(fixed.category)(id))
  return html`
    ${group(
      badges.status,
      statuses
        .filter(isOpen(fixed.status))
        .map((one) =>
          pill(
            html`${statusShapes[one]}${badges[one]}`,
            status?.includes(one),
            () => set({ status: toggled(status, one) }),
            `status-${one}`,
          ),
        ),
    )}
    ${group(
      badges.priority,
      priorities
        .filter(isOpen(fixed.priority))
        .map((one) =>
          pill(
            html`${priorityShapes[one]}${badges[one]}`,
            priority?.includes(one),
            () => set({ priority: toggled(priority, one) }),
            `priority-${one}`,
          ),
        ),
    )}
    ${
      categoryProblem(view) ??
      (categories.length === 0
        ? nothing
        : group(
            localizer.terms(filterTerms).category,
            categories.map(({ id, name }) =>
              pill(
                html`<span dir="auto">${name}</span>`,
                category?.includes(id),
                () => set({ category: toggled(category, id) }),
                `category-${id}`,
              ),
            ),
          ))
    }
  `
}

/** Whether what is fixed leaves a value to choose. */
function isOpen<Value>(fixed: readonly Value[] | undefined): (value: Value) => boolean {
  return (value) => fixed === undefined || fixed.includes(value)
}

function categoryProblem({ names, localizer }: FieldsView): TemplateResult | undefined {
  if (names.categoriesError === undefined) return undefined
  return html`<p class="hint">
    ${localizer.terms(filterTerms).categoriesFailed}
    <button class="link" @click=${() => names.retryCategories()}>
      ${localizer.terms(commonTerms).retry}
    </button>
  </p>`
}

export function personField({
  session,
  filters,
  localizer,
  names,
  set,
}: FieldsView): TemplateResult {
  const terms = localizer.terms(filterTerms)
  const { assignee } = filters
  const choose = (value: string) => set({ assignee: assignee === value ? undefined : value })
  const isSomebody = assignee !== undefined && assignee !== 'me' && assignee !== 'none'
  const known = isSomebody ? names.person(assignee) : undefined
  const pick = (person: PersonSummary | null) => {
    if (person) names.remember(person)
    set({ assignee: person?.id === session?.person?.id ? 'me' : person?.id })
  }
  return group(
    terms.assignee,
    html`
      ${pill(html`${terms.me}`, assignee === 'me', () => choose('me'), 'assignee-me')}
      ${pill(html`${terms.nobody}`, assignee === 'none', () => choose('none'), 'assignee-none')}
      ${
        isSomebody
          ? pill(html`<span dir="auto">${known?.name ?? assignee}</span>`, true, () =>
              choose(assignee),
            )
          : nothing
      }
    `,
    html`<deskhand-person-picker
      label=${terms.findAssignee}
      .roles=${staff}
      @deskhand-person-pick=${(event: HTMLElementEventMap['deskhand-person-pick']) =>
        pick(event.detail.person)}
    ></deskhand-person-picker>`,
  )
}

const staff = ['agent', 'supervisor', 'admin'] as const

/** Where the server can search. */
export function searchField({ filters, localizer, set }: FieldsView): TemplateResult {
  const terms = localizer.terms(filterTerms)
  const { query } = filters
  const change = (event: Event) => set({ query: (event.target as HTMLInputElement).value.trim() })
  return html`<div class="field search" part="field">
    ${searchIcon()}
    <input
      class="input"
      type="search"
      maxlength="200"
      aria-label=${terms.search}
      placeholder=${terms.searchPlaceholder}
      .value=${typeof query === 'string' ? query : ''}
      @change=${change}
      @search=${change}
    />
  </div>`
}

/** Several answers to one question. */
function group(label: string, pills: unknown, more: unknown = nothing): TemplateResult {
  return html`<fieldset class="field" part="field">
    <legend class="label">${label}</legend>
    <div class="pills">${pills}</div>
    ${more}
  </fieldset>`
}

/** A checkbox that looks like what it stands for. */
function pill(
  content: TemplateResult,
  isChecked: boolean | undefined,
  toggle: () => void,
  name?: string,
): TemplateResult {
  return html`<label class="pill">
    <input
      type="checkbox"
      name=${name ?? nothing}
      .checked=${isChecked ?? false}
      @change=${toggle}
    />${content}<span class="tick">${checkIcon()}</span>
  </label>`
}
