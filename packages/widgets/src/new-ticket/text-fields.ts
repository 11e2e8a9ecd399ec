/** Subject and description. */
import { html, nothing, type TemplateResult } from 'lit'
import { fieldProblem } from './field-problem.ts'
import type { newTicketTerms } from './terms.ts'
import type { TicketField, TicketForm } from './ticket-form.ts'

export interface TextFieldParts {
  readonly form: TicketForm
  readonly terms: typeof newTicketTerms.en
  readonly isDisabled: boolean
  /** What is wrong with a field, in words. */
  said(field: TicketField): string | undefined
}

export function textFields({ form, terms, isDisabled, said }: TextFieldParts): TemplateResult {
  const { values, isSending } = form
  const problem = said('subject')
  return html`<div class="field">
      <label class="label" for="subject">${terms.subject}</label>
      <input
        class="input"
        id="subject"
        dir="auto"
        autocomplete="off"
        placeholder=${terms.subjectHint}
        .value=${values.subject}
        ?readonly=${isSending}
        ?disabled=${isDisabled}
        aria-required="true"
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby=${problem ? 'subject-problem' : nothing}
        @input=${(event: Event) => form.set({ subject: (event.target as HTMLInputElement).value })}
      />
      ${fieldProblem('subject', problem)}
    </div>
    <deskhand-markdown-field
      label=${terms.description}
      placeholder=${terms.descriptionHint}
      problem=${said('description') ?? ''}
      required
      .value=${values.description}
      ?readonly=${isSending || isDisabled}
      @deskhand-text-change=${({ detail }: CustomEvent<{ readonly value: string }>) =>
        form.set({ description: detail.value })}
    ></deskhand-markdown-field>`
}
