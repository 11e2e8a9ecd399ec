/** Category and priority, where they may be chosen. */
import type { Category, Priority } from '@deskhand/core/client'
import { html, nothing, type TemplateResult } from 'lit'
import type { statusTerms } from '../badges/terms.ts'
import { fieldProblem } from './field-problem.ts'
import type { newTicketTerms } from './terms.ts'
import type { FieldProblems, TicketForm } from './ticket-form.ts'

export interface ChoiceParts {
  readonly form: TicketForm
  readonly terms: typeof newTicketTerms.en
  readonly priorityNames: typeof statusTerms.en
  /** Empty when none may be chosen, or there are none. */
  readonly categories: readonly Category[]
  readonly priorities: readonly Priority[]
  readonly isLocked: boolean
}

interface Choice {
  readonly field: Extract<keyof FieldProblems, 'category' | 'priority'>
  readonly label: unknown
  readonly value: string
  readonly options: readonly (readonly [value: string, label: string])[]
  choose(value: string): void
}

export function choiceFields(parts: ChoiceParts): unknown {
  const { form, terms, priorityNames, categories, priorities } = parts
  const { categoryId = '', priority = 'normal' } = form.values
  const choices: Choice[] = []
  if (categories.length > 0) {
    choices.push({
      field: 'category',
      label: html`${terms.category} <small>(${terms.optional})</small>`,
      value: categoryId,
      options: [['', terms.noCategory], ...categories.map(({ id, name }) => [id, name] as const)],
      choose: (value) => form.set({ categoryId: value || undefined }),
    })
  }
  if (priorities.length > 0) {
    choices.push({
      field: 'priority',
      label: terms.priority,
      value: priority,
      options: priorities.map((one) => [one, priorityNames[one]] as const),
      choose: (value) => form.set({ priority: value as Priority }),
    })
  }
  if (choices.length === 0) return nothing
  return html`<div class="pair">${choices.map((choice) => choiceField(choice, parts))}</div>`
}

function choiceField(
  { field, label, value, options, choose }: Choice,
  { form, terms, isLocked }: ChoiceParts,
): TemplateResult {
  const problem = form.problems[field]
  return html`<div class="field">
    <label class="label" for=${field}>${label}</label>
    <select
      class="input"
      id=${field}
      .value=${value}
      ?disabled=${isLocked}
      aria-describedby=${problem ? `${field}-problem` : nothing}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
    >
      ${options.map(
        ([option, name]) =>
          html`<option value=${option} ?selected=${option === value}>${name}</option>`,
      )}
    </select>
    ${fieldProblem(field, problem && terms[problem])}
  </div>`
}
