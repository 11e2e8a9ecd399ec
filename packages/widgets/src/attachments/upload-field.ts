import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ComposerToolbarContext, NewTicketFieldContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { closeIcon, paperclipIcon, refreshIcon } from '../icons/icons.ts'
import { problemTerms } from '../problems/explain.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { fieldStyles } from '../theme/fields.ts'
import { acceptOf, attachmentFacts } from './facts.ts'
import { kindIcon } from './file-kind.ts'
import { fileSize } from './file-size.ts'
import { fileStyles, uploadStyles } from './styles.ts'
import { attachmentTerms } from './terms.ts'
import { thumbnailOf } from './thumbnail.ts'
import { explainUpload } from './upload-problem.ts'
import { type Upload, UploadQueue, type UploadStatus } from './upload-queue.ts'
import { stateView, toneOf } from './upload-state.ts'

type Context = ComposerToolbarContext | NewTicketFieldContext

/**
 * Files of a reply or of a new ticket: chosen, dropped or pasted, and uploaded at once. What the server
 * would refuse is refused before. A reply and a note have files of their own.
 *
 * @csspart attach - The button.
 * @csspart file - Each file.
 */
export class DeskhandUpload extends DeskhandElement {
  static override styles = [
    ...[DeskhandElement.styles, buttonStyles, fieldStyles, fileStyles, uploadStyles],
  ]
  static override properties: PropertyDeclarations = { context: { attribute: false } }

  /** Of the slot `composer:toolbar@1` or `new-ticket:field@1`. */
  declare context: Context | undefined

  /** By whom the files are for. */
  #queues = new Map<string, UploadQueue>()
  #pictures = new WeakMap<File, HTMLCanvasElement | undefined>()
  #of: Context['onSent'] | undefined
  #endings: (() => void)[] = []
  #release: (() => void) | undefined

  constructor() {
    super()
    this.context = undefined
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave()
  }

  protected override willUpdate(): void {
    const { context } = this
    if (!context || !this.isConnected) return
    if (context.onSent !== this.#of) this.#join(context)
    this.#tell()
  }

  protected override render(): unknown {
    const { context } = this
    const facts = attachmentFacts(this.session)
    if (!context || !facts || !this.session?.client.attachments) return nothing
    const terms = this.terms(attachmentTerms)
    const input = html`<input
      type="file"
      multiple
      hidden
      accept=${acceptOf(facts)}
      @change=${this.#chosen}
    />`
    const choose = () => this.renderRoot.querySelector('input')?.click()
    if ('ticket' in context) {
      return html`${input}<button
          type="button"
          class="button quiet attach"
          part="attach"
          aria-disabled=${context.isSending ? 'true' : nothing}
          @click=${choose}
        >
          ${paperclipIcon()}${terms.attach}</button
        >${this.#list()}`
    }
    return html`<div class="area field" role="group" aria-labelledby="label">
      <span class="label" id="label">${terms.files}</span>
      <div class="drop">
        ${input}<button type="button" class="button" part="attach" @click=${choose}>
          ${paperclipIcon()}${terms.attach}
        </button>
        <span class="hint"
          ><span class="pointing">${terms.attachHint}</span> ${terms.atMost(
            fileSize(facts.fileBytes, this.localizer.locale),
          )}</span
        >
      </div>
      ${this.#list()}
    </div>`
  }

  #list(): unknown {
    const uploads = this.#queue?.uploads ?? []
    if (uploads.length === 0) return nothing
    return html`<ul class="files" aria-label=${this.terms(attachmentTerms).files}>
      ${repeat(
        uploads,
        ({ id }) => id,
        (upload) => this.#file(upload),
      )}
    </ul>`
  }

  #file(upload: Upload): TemplateResult {
    const { file, status, progress, attachment } = upload
    const { locale } = this.localizer
    const why = () => this.#explain(upload)
    const name = attachment?.name ?? file.name
    return html`<li class="file" part="file" data-tone=${toneOf[status]}>
      <span class="kind">${this.#kind(upload)}</span>
      <div class="about">
        <span class="name" dir="auto" title=${name}>${name}</span>
        <span class="state">${stateView(upload, this.terms(attachmentTerms), locale, why)}</span>
      </div>
      <div class="buttons">${this.#buttons(upload, name)}</div>
      ${
        status === 'uploading'
          ? html`<progress max="1" .value=${progress} aria-label=${name}></progress>`
          : nothing
      }
    </li>`
  }

  #kind({ file, status, attachment }: Upload): unknown {
    const isPicture = file.type.startsWith('image/') && status !== 'refused'
    if (isPicture && !this.#pictures.has(file)) {
      this.#pictures.set(file, undefined)
      void this.#draw(file)
    }
    return this.#pictures.get(file) ?? kindIcon(attachment?.type ?? file.type)
  }

  async #draw(file: File): Promise<void> {
    this.#pictures.set(file, await thumbnailOf(file))
    this.requestUpdate()
  }

  #buttons({ id, status }: Upload, name: string): TemplateResult {
    const terms = this.terms(attachmentTerms)
    const isRunning = status === 'waiting' || status === 'uploading'
    const label = isRunning ? terms.cancel(name) : terms.remove(name)
    const isLocked = this.context?.isSending ?? false
    return html`${
      status === 'failed'
        ? html`<button
            type="button"
            class="button quiet icon-only"
            aria-label=${terms.retry(name)}
            title=${terms.retry(name)}
            ?disabled=${isLocked}
            @click=${() => this.#queue?.retry(id)}
          >
            ${refreshIcon()}
          </button>`
        : nothing
    }<button
      type="button"
      class="button quiet icon-only"
      aria-label=${label}
      title=${label}
      ?disabled=${isLocked}
      @click=${() => this.#remove(id)}
    >
      ${closeIcon()}
    </button>`
  }

  #explain(upload: Upload): string {
    const facts = attachmentFacts(this.session)
    if (!facts) return ''
    return explainUpload(upload, {
      facts,
      terms: this.terms(attachmentTerms),
      problems: this.terms(problemTerms),
      locale: this.localizer.locale,
    })
  }

  /** The focus goes to the button that adds files, not to nowhere. */
  #remove(id: string): void {
    this.#queue?.remove(id)
    this.renderRoot.querySelector<HTMLElement>('[part="attach"]')?.focus()
  }

  get #audience(): string {
    return this.context && 'audience' in this.context ? this.context.audience : 'public'
  }

  get #queue(): UploadQueue | undefined {
    return this.#queues.get(this.#audience)
  }

  #join({ onFiles, onSent }: Context): void {
    this.#leave()
    this.#of = onSent
    const stopFiles = onFiles((files) => this.#add(files))
    const stopSent = onSent(() => this.#queue?.clear())
    this.#endings = [stopFiles, stopSent]
  }

  #leave(): void {
    for (const queue of this.#queues.values()) queue.end()
    for (const end of this.#endings) end()
    this.#release?.()
    this.#queues.clear()
    this.#endings = []
    this.#release = this.#of = undefined
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement
    this.#add([...(input.files ?? [])])
    // So that the same file can be chosen again.
    input.value = ''
  }

  #add(files: readonly File[]): void {
    const facts = attachmentFacts(this.session)
    const transport = this.session?.client.attachments
    if (!facts || !transport || this.context?.isSending) return
    let queue = this.#queue
    if (!queue) {
      const told = new Map<string, UploadStatus>()
      const made = new UploadQueue({ facts, transport, onChange: () => this.#changed(made, told) })
      queue = made
      this.#queues.set(this.#audience, made)
    }
    queue.add(files)
  }

  #changed(queue: UploadQueue, told: Map<string, UploadStatus>): void {
    for (const upload of queue.uploads) {
      if (told.get(upload.id) === upload.status) continue
      told.set(upload.id, upload.status)
      this.#announce(upload)
    }
    this.requestUpdate()
  }

  #announce(upload: Upload): void {
    const terms = this.terms(attachmentTerms)
    const { name } = upload.file
    const { messages } = this.session ?? {}
    if (upload.status === 'ready' || upload.status === 'checking') {
      messages?.say(terms.uploaded(name))
    } else if (upload.status === 'quarantined') {
      messages?.say(terms.problem(name, terms.quarantined))
    } else if (upload.status === 'failed' || upload.status === 'refused') {
      messages?.say(terms.problem(name, this.#explain(upload)))
    }
  }

  /** Says to the composer or form which files go along, and whether it has to wait. */
  #tell(): void {
    const { context } = this
    const ids = this.#queue?.attachmentIds ?? []
    context?.setInput('attachments', ids.length > 0 ? ids : undefined)
    const count = this.#queue?.uploads.filter(isRunning).length ?? 0
    if (count === 0) {
      this.#release?.()
      this.#release = undefined
    } else {
      this.#release ??= context?.hold(this.terms(attachmentTerms).holding(count))
    }
  }
}

function isRunning({ status }: Upload): boolean {
  return status === 'waiting' || status === 'uploading'
}
