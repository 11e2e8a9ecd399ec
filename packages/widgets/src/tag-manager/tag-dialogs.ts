/** What is asked before a tag is merged or deleted. */
import type { CountedTag } from '@deskhand/plugin-tags/client'
import { html, nothing, type TemplateResult } from 'lit'
import { alertIcon } from '../icons/icons.ts'
import { tagBadge } from '../tags/badge.ts'
import type { TagLook } from '../tags/tag.ts'
import type { TagPickDetail } from '../tags/tag-picker.ts'
import { commonTerms } from '../terms/common.ts'
import type { Localizer } from '../terms/localizer.ts'
import { tagManagerTerms } from './terms.ts'

interface DialogView {
  readonly tag: CountedTag
  readonly localizer: Localizer
  readonly isBusy: boolean
  /** Why it was not done. */
  readonly problem: string | undefined
  submit(): void
}

export interface MergeView extends DialogView {
  readonly into: TagLook | undefined
  choose(tag: TagLook | undefined): void
}

export function mergeDialog(view: MergeView): TemplateResult {
  const { tag, into, localizer } = view
  const terms = localizer.terms(tagManagerTerms)
  const isOther = into?.isPublic !== undefined && into.isPublic !== tag.isPublic
  const change = into?.isPublic ? terms.mergeWillShow : terms.mergeWillHide
  const body = html`<p>${terms.mergeText(tag.total)} ${terms.noUndo}</p>
    <div class="field">
      <span class="label" aria-hidden="true">${terms.mergeInto}</span>
      <deskhand-tag-picker
        label=${terms.mergeInto}
        placeholder=${terms.findHint}
        maximum="1"
        .tags=${into ? [into] : []}
        .except=${[tag.id]}
        ?disabled=${view.isBusy}
        @deskhand-tag-pick=${({ detail }: CustomEvent<TagPickDetail>) => view.choose(detail.tags[0])}
      ></deskhand-tag-picker>
      <p class="hint" role="status">${isOther && tag.total !== 0 ? change : nothing}</p>
    </div>`
  return dialog(view, terms.mergeTitle(tag.name), body, {
    label: terms.mergeButton,
    className: 'primary',
    isReady: into !== undefined,
  })
}

export function deleteDialog(view: DialogView): TemplateResult {
  const { tag, localizer } = view
  const terms = localizer.terms(tagManagerTerms)
  const body = html`<p>${tagBadge(tag)}</p>
    <p>${terms.deleteText(tag.total)} ${terms.noUndo}</p>`
  return dialog(view, terms.deleteTitle(tag.name), body, {
    label: terms.deleteButton,
    className: 'danger',
    isReady: true,
  })
}

function dialog(
  { localizer, isBusy, problem, submit }: DialogView,
  title: string,
  body: TemplateResult,
  action: { readonly label: string; readonly className: string; readonly isReady: boolean },
): TemplateResult {
  const onSubmit = (event: SubmitEvent) => {
    const isCancelled = (event.submitter as HTMLButtonElement | null)?.value === ''
    if (isCancelled) return
    event.preventDefault()
    submit()
  }
  return html`<dialog class="dialog" aria-labelledby="dialog-title">
    <form method="dialog" aria-busy=${isBusy} @submit=${onSubmit}>
      <h2 id="dialog-title" dir="auto">${title}</h2>
      ${body}
      <p class="problem" role="alert">${problem ? html`${alertIcon()}${problem}` : nothing}</p>
      <footer>
        <button class="button" value="">${localizer.terms(commonTerms).cancel}</button>
        <button
          class="button ${action.className}"
          value="do"
          aria-disabled=${isBusy || !action.isReady ? 'true' : nothing}
        >
          ${action.label}
        </button>
      </footer>
    </form>
  </dialog>`
}
