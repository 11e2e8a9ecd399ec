/** The tags as a table, which becomes a list of rows where there is little room. */
import type { CountedTag } from '@deskhand/plugin-tags/client'
import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { repeat } from 'lit/directives/repeat.js'
import {
  alertIcon,
  editIcon,
  eyeIcon,
  type Icon,
  lockIcon,
  mergeIcon,
  tagIcon,
  trashIcon,
} from '../icons/icons.ts'
import type { KeysetList } from '../lists/keyset-list.ts'
import { explainProblem, problemTerms } from '../problems/explain.ts'
import type { Session } from '../session/session.ts'
import { tagBadge } from '../tags/badge.ts'
import { commonTerms } from '../terms/common.ts'
import type { Localizer } from '../terms/localizer.ts'
import { tagManagerTerms } from './terms.ts'

export interface TagTableView {
  readonly list: KeysetList<CountedTag>
  /** What the names begin with that are listed. */
  readonly prefix: string
  readonly localizer: Localizer
  readonly session: Session | undefined
  readonly mayManage: boolean
  readonly mayCreate: boolean
  readonly isCreating: boolean
  /** The id of the tag whose form is open. */
  readonly editing: string | undefined
  form(): TemplateResult | typeof nothing
  start(kind: 'new' | 'edit' | 'merge' | 'delete', tag?: CountedTag): void
  publish(tag: CountedTag, isPublic: boolean): void
}

const skeletonRows = 6

export function tagTable(view: TagTableView): TemplateResult {
  const { list, localizer, session, prefix, isCreating } = view
  const terms = localizer.terms(tagManagerTerms)
  const common = localizer.terms(commonTerms)
  const isEmpty = list.items.length === 0
  if (session?.status === 'signed-out' && isEmpty) return message(tagIcon, common.signedOut)
  const failure = session?.status === 'unavailable' ? session.error : list.error
  if (failure !== undefined && isEmpty) {
    const why = explainProblem(failure, localizer.terms(problemTerms))
    const retry = () => void (list.error === undefined ? session?.refresh() : list.first())
    return message(alertIcon, terms.failed, why, { label: common.retry, run: retry })
  }
  if (isEmpty && list.status === 'ready') {
    if (prefix !== '') return message(tagIcon, terms.noneFound(prefix))
    if (isCreating) return html``
    const create = { label: terms.newTag, run: () => view.start('new') }
    return view.mayCreate
      ? message(tagIcon, terms.empty, terms.emptyHint, create)
      : message(tagIcon, terms.empty, terms.emptyReadOnly)
  }
  const isLoading = isEmpty
  const isBusy = isLoading || list.status === 'refreshing'
  return html`<div class="frame">
      <table role="table" part="table" aria-labelledby="heading" aria-busy=${isBusy}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">${terms.tag}</th>
            <th role="columnheader" scope="col" class="visible">${terms.visibility}</th>
            <th role="columnheader" scope="col" class="number">${terms.open}</th>
            <th role="columnheader" scope="col" class="number">${terms.total}</th>
            ${
              view.mayManage
                ? html`<th role="columnheader" scope="col" class="actions">
                    <span class="visually-hidden">${terms.actions}</span>
                  </th>`
                : nothing
            }
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${
            isLoading
              ? Array.from({ length: skeletonRows }, () => skeletonRow(view))
              : repeat(
                  list.items,
                  ({ id }) => id,
                  (tag) => (tag.id === view.editing ? formRow(view) : row(view, tag)),
                )
          }
        </tbody>
      </table>
      ${isLoading ? html`<span class="visually-hidden" role="status">${terms.loading}</span>` : nothing}
    </div>
    ${foot(view)}`
}

/** Without a count, the reader does not see all tickets. */
function count(
  { localizer }: TagTableView,
  value: number | undefined,
  inWords: (value: number) => string,
): TemplateResult | string {
  if (value === undefined) return '–'
  return html`<span class="wide">${localizer.number(value)}</span>
    <span class="narrow">${inWords(value)}</span>`
}

function row(view: TagTableView, tag: CountedTag): TemplateResult {
  const { localizer, mayManage } = view
  const terms = localizer.terms(tagManagerTerms)
  return html`<tr role="row" data-id=${tag.id}>
    <th role="rowheader" scope="row" class="tag-cell">${tagBadge(tag)}</th>
    <td role="cell" class="visible">${visibility(view, tag)}</td>
    <td role="cell" class="number open">
      ${count(view, tag.open, terms.openOf)}
    </td>
    <td role="cell" class="number total">
      ${count(view, tag.total, terms.tickets)}
    </td>
    ${
      mayManage
        ? html`<td role="cell" class="actions">
            ${action(editIcon, terms.edit(tag.name), 'edit', () => view.start('edit', tag))}
            ${action(mergeIcon, terms.merge(tag.name), 'merge', () => view.start('merge', tag))}
            ${action(trashIcon, terms.delete(tag.name), 'delete', () => view.start('delete', tag))}
          </td>`
        : nothing
    }
  </tr>`
}

function visibility({ localizer, mayManage, publish }: TagTableView, tag: CountedTag): unknown {
  const terms = localizer.terms(tagManagerTerms)
  const text = tag.isPublic ? terms.public : terms.internal
  if (!mayManage) {
    return html`<span class="audience">${tag.isPublic ? eyeIcon() : lockIcon()}${text}</span>`
  }
  return html`<label class="audience">
    <span class="switch">
      <input
        type="checkbox"
        role="switch"
        aria-label=${terms.publish(tag.name)}
        .checked=${tag.isPublic}
        @change=${(event: Event) => publish(tag, (event.target as HTMLInputElement).checked)}
      />
    </span>
    ${text}
  </label>`
}

function action(icon: Icon, label: string, name: string, run: () => void): TemplateResult {
  return html`<button
    class="button quiet icon-only ${name}"
    aria-label=${label}
    title=${label}
    @click=${run}
  >
    ${icon()}
  </button>`
}

function formRow(view: TagTableView): TemplateResult {
  return html`<tr role="row" class="editing">
    <td role="cell" colspan="5">${keyed(view.editing, view.form())}</td>
  </tr>`
}

function skeletonRow({ mayManage }: TagTableView): TemplateResult {
  return html`<tr role="row" class="placeholder">
    <td role="cell" class="tag-cell"><span class="skeleton"></span></td>
    <td role="cell" class="visible"><span class="skeleton"></span></td>
    <td role="cell" class="number open"><span class="skeleton"></span></td>
    <td role="cell" class="number total"><span class="skeleton"></span></td>
    ${mayManage ? html`<td role="cell" class="actions"></td>` : nothing}
  </tr>`
}

function foot({ list, localizer }: TagTableView): unknown {
  if (list.status === 'failed') {
    const again = () => void (list.hasNext ? list.append() : list.first())
    return html`<p class="foot" role="status">
      ${localizer.terms(tagManagerTerms).failed}
      <button class="link" @click=${again}>${localizer.terms(commonTerms).retry}</button>
    </p>`
  }
  if (!list.hasNext) return nothing
  const isAppending = list.status === 'appending'
  return html`<p class="foot">
    <button class="button" aria-disabled=${isAppending || nothing} @click=${() => void list.append()}>
      ${localizer.terms(tagManagerTerms).more}
    </button>
  </p>`
}

function message(
  icon: Icon,
  title: string,
  text = '',
  act?: { readonly label: string; run(): void },
): TemplateResult {
  return html`<div class="frame message" role="status">
    <span class="message-icon">${icon()}</span>
    <h3 dir="auto">${title}</h3>
    ${text === '' ? nothing : html`<p>${text}</p>`}
    ${act ? html`<button class="button" @click=${act.run}>${act.label}</button>` : nothing}
  </div>`
}
