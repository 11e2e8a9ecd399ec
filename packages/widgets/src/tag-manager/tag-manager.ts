import type { CountedTag, Tag } from '@deskhand/plugin-tags/client'
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import type { AgentPageContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { plusIcon, searchIcon } from '../icons/icons.ts'
import { openDialog } from '../overlay/open-dialog.ts'
import { problemTerms } from '../problems/explain.ts'
import { tagBadgeStyles } from '../tags/badge-styles.ts'
import type { TagLook } from '../tags/tag.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { dialogStyles } from '../theme/dialogs.ts'
import { fieldStyles } from '../theme/fields.ts'
import { skeletonStyles } from '../theme/skeletons.ts'
import { palette } from './colours.ts'
import { explainNaming, explainOther } from './explain.ts'
import { managerStyles } from './manager-styles.ts'
import { narrowStyles } from './narrow-styles.ts'
import { switchStyles } from './switch-styles.ts'
import { deleteDialog, mergeDialog } from './tag-dialogs.ts'
import type { TagSubmitDetail } from './tag-form.ts'
import { TagListController, type TagValues } from './tag-list-controller.ts'
import { tagTable } from './tag-table.ts'
import { tagManagerTerms } from './terms.ts'

/** What is open: the form of a tag or of a new one, or a question about a tag. */
interface Work {
  readonly kind: 'new' | 'edit' | 'merge' | 'delete'
  readonly tag?: CountedTag | undefined
  readonly isBusy?: boolean
  readonly nameProblem?: string
  readonly problem?: string
  readonly into?: TagLook | undefined
}

const colours = Object.values(palette)

/**
 * All tags with their counts: made, renamed, recoloured, published, merged and deleted by those who may.
 *
 * @csspart heading - “Tags”.
 * @csspart table - The tags.
 */
export class DeskhandTagManager extends DeskhandElement {
  static override styles = [
    ...[DeskhandElement.styles, buttonStyles, dialogStyles, fieldStyles, skeletonStyles],
    ...[tagBadgeStyles, switchStyles, managerStyles, narrowStyles],
  ]
  static override properties: PropertyDeclarations = {
    context: { attribute: false },
    work: { state: true },
  }

  /** Of the slot `agent:page@1`. Not needed elsewhere. */
  declare context: AgentPageContext | undefined
  declare protected work: Work | undefined

  #controller = new TagListController(this)

  constructor() {
    super()
    this.context = undefined
    this.work = undefined
  }

  /** Reads the tags again. */
  refresh(): Promise<void> {
    return this.#controller.list.first()
  }

  protected override render(): unknown {
    const terms = this.terms(tagManagerTerms)
    const { work, session } = this
    return html`<section aria-labelledby="heading">
      <header class="head">
        <h2 id="heading" part="heading" tabindex="-1">${terms.title}</h2>
        <div class="tools">
          ${this.#finder()}
          ${
            session?.can('tags:create')
              ? html`<button
                  class="button primary"
                  id="new"
                  aria-expanded=${work?.kind === 'new'}
                  @click=${() => this.#start({ kind: 'new' })}
                >
                  ${plusIcon()}${terms.newTag}
                </button>`
              : nothing
          }
        </div>
      </header>
      ${work?.kind === 'new' ? html`<div class="card">${this.#form(work)}</div>` : nothing}
      ${this.#table()}
      ${work?.kind === 'merge' && work.tag ? this.#mergeDialog(work, work.tag) : nothing}
      ${work?.kind === 'delete' && work.tag ? this.#deleteDialog(work, work.tag) : nothing}
    </section>`
  }

  #finder(): TemplateResult {
    const terms = this.terms(tagManagerTerms)
    return html`<div class="search">
      ${searchIcon()}
      <input
        class="input"
        type="search"
        maxlength="50"
        aria-label=${terms.find}
        placeholder=${terms.findHint}
        .value=${this.#controller.prefix}
        @input=${(event: Event) => this.#controller.find((event.target as HTMLInputElement).value)}
      />
    </div>`
  }

  #table(): TemplateResult {
    const { work, session, localizer } = this
    return tagTable({
      ...{ list: this.#controller.list, prefix: this.#controller.prefix.trim(), localizer },
      session,
      mayManage: session?.can('tags:manage') ?? false,
      mayCreate: session?.can('tags:create') ?? false,
      isCreating: work?.kind === 'new',
      editing: work?.kind === 'edit' ? work.tag?.id : undefined,
      form: () => (work ? this.#form(work) : nothing),
      start: (kind, tag) => this.#start({ kind, tag }),
      publish: (tag, isPublic) => void this.#publish(tag, isPublic),
    })
  }

  #form({ tag, isBusy, nameProblem = '', problem = '' }: Work): TemplateResult {
    const next = colours[this.#controller.list.items.length % colours.length]
    return html`<deskhand-tag-form
      .tag=${tag}
      .colour=${next}
      .nameProblem=${nameProblem}
      .problem=${problem}
      ?busy=${isBusy ?? false}
      @deskhand-tag-submit=${({ detail }: CustomEvent<TagSubmitDetail>) => this.#save(detail.values)}
      @deskhand-tag-cancel=${() => this.#finish()}
    ></deskhand-tag-form>`
  }

  #mergeDialog(work: Work, tag: CountedTag): TemplateResult {
    return mergeDialog({
      ...{ tag, localizer: this.localizer, into: work.into, problem: work.problem },
      isBusy: work.isBusy ?? false,
      choose: (into) => {
        this.work = { ...work, into, problem: '' }
      },
      submit: () => void this.#merge(tag, work.into),
    })
  }

  #deleteDialog(work: Work, tag: CountedTag): TemplateResult {
    return deleteDialog({
      ...{ tag, localizer: this.localizer, problem: work.problem },
      isBusy: work.isBusy ?? false,
      submit: () => void this.#delete(tag),
    })
  }

  async #start(work: Work): Promise<void> {
    if (work.kind === 'new' || work.kind === 'edit') return this.#startForm(work)
    this.work = work
    await this.updateComplete
    const dialog = this.renderRoot.querySelector('dialog')
    if (!dialog) return
    await openDialog(dialog)
    if (this.work?.tag === work.tag) this.work = undefined
  }

  async #startForm(work: Work): Promise<void> {
    try {
      await import('../define/deskhand-tag-form.ts')
      this.work = work
    } catch (error) {
      const text = explainOther(error, this.terms(problemTerms))
      if (text) this.session?.messages.toast({ text, tone: 'danger' })
    }
  }

  /** Closes the form and puts the focus on the button that had opened it. */
  async #finish(): Promise<void> {
    const { work } = this
    this.work = undefined
    await this.updateComplete
    const opener = work?.tag ? `[data-id="${CSS.escape(work.tag.id)}"] .edit` : '#new'
    this.renderRoot.querySelector<HTMLElement>(opener)?.focus()
  }

  async #save(values: TagValues): Promise<void> {
    const { work } = this
    if (!work) return
    const terms = this.terms(tagManagerTerms)
    const { kind, tag } = work
    const busy: Work = { kind, tag, isBusy: true }
    this.work = busy
    try {
      const saved: Tag = tag
        ? await this.#controller.update(tag, values)
        : await this.#controller.create(values)
      this.#say((tag ? terms.saved : terms.created)(saved.name))
      if (this.work === busy) await this.#finish()
    } catch (error) {
      if (this.work !== busy) return
      const problems = this.terms(problemTerms)
      this.work = { kind, tag, ...explainNaming(error, values.name, terms, problems) }
    }
  }

  async #publish(tag: CountedTag, isPublic: boolean): Promise<void> {
    const terms = this.terms(tagManagerTerms)
    const { list } = this.#controller
    list.replace({ ...tag, isPublic })
    try {
      await this.#controller.update(tag, { isPublic })
      this.#say(terms.saved(tag.name))
    } catch (error) {
      list.replace(tag)
      const text = explainOther(error, this.terms(problemTerms))
      if (text) this.session?.messages.toast({ text, tone: 'danger' })
    }
  }

  async #merge(tag: CountedTag, into: TagLook | undefined): Promise<void> {
    const terms = this.terms(tagManagerTerms)
    const { id } = into ?? {}
    if (id === undefined) return this.renderRoot.querySelector('deskhand-tag-picker')?.focus()
    await this.#ask(tag, async () => {
      const { tag: target, tickets } = await this.#controller.merge(tag, id)
      return terms.merged(tag.name, target.name, tickets)
    })
  }

  async #delete(tag: CountedTag): Promise<void> {
    const terms = this.terms(tagManagerTerms)
    await this.#ask(tag, async () => terms.deleted(tag.name, await this.#controller.delete(tag)))
  }

  /** Does what a dialog asks for; it stays open when that fails. */
  async #ask(tag: CountedTag, run: () => Promise<string>): Promise<void> {
    const { work } = this
    if (!work || work.isBusy) return
    const busy: Work = { ...work, isBusy: true, problem: '' }
    this.work = busy
    try {
      const text = await run()
      this.session?.messages.toast({ text, tone: 'success' })
      this.renderRoot.querySelector('dialog')?.close()
      await this.updateComplete
      // The row with the button that had the focus is gone.
      this.renderRoot.querySelector<HTMLElement>('#heading')?.focus()
    } catch (error) {
      const problem = explainOther(error, this.terms(problemTerms))
      if (this.work?.tag === tag) this.work = { ...busy, isBusy: false, problem }
    }
  }

  #say(text: string): void {
    this.session?.messages.say(text)
  }
}
