import type { Attachment } from '@deskhand/plugin-attachments/client'
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { MessageContext } from '../contributions/slots.ts'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { alertIcon, closeIcon, downloadIcon, shieldIcon } from '../icons/icons.ts'
import { LiveController } from '../live/live-controller.ts'
import { openDialog } from '../overlay/open-dialog.ts'
import { explainProblem, isAborted, problemTerms } from '../problems/explain.ts'
import { sessionTask } from '../session/session-host.ts'
import { commonTerms } from '../terms/common.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { dialogStyles } from '../theme/dialogs.ts'
import { kindIcon } from './file-kind.ts'
import { fileSize } from './file-size.ts'
import { attachmentListStyles, fileStyles } from './styles.ts'
import { attachmentTerms } from './terms.ts'

/**
 * The files of a message: those that are clean can be downloaded and pictures be looked at, of others it
 * says why not. Follows the scanner as it works.
 *
 * @csspart file - Each file.
 */
export class DeskhandAttachments extends DeskhandElement {
  static override styles = [
    ...[DeskhandElement.styles, buttonStyles, dialogStyles, fileStyles, attachmentListStyles],
  ]
  static override properties: PropertyDeclarations = {
    context: { attribute: false },
    shown: { state: true },
    pictureUrl: { state: true },
    hasPictureFailed: { state: true },
  }

  /** Of the slot `reply:footer@1`. */
  declare context: MessageContext | undefined
  /** The picture in the dialog. */
  declare protected shown: Attachment | undefined
  declare protected pictureUrl: string | undefined
  declare protected hasPictureFailed: boolean

  /** What came with the message. Right after a change of a ticket it comes without: they are the same. */
  #given: readonly Attachment[] | undefined
  /** What has changed since the message was read; `null` for what is gone. */
  #changes = new Map<string, Attachment | null>()

  #live = new LiveController(this, {
    ticketId: () => this.context?.ticket.id,
    onItem: (item) => {
      if (item.kind !== 'event' || !item.event.type.startsWith('attachment.')) return
      const { attachmentId } = item.event.data
      if (typeof attachmentId === 'string') void this.#readAgain(attachmentId)
    },
  })

  /** The files of a description, which came without them. */
  #listed = sessionTask(this, {
    args: () => [this.#given ? undefined : this.context?.ticket.id] as const,
    load: async (client, [ticketId], signal) => {
      if (!ticketId || !client.attachments || this.#given) return []
      const { data } = await client.attachments.list({ ticketId, limit: 100 }, { signal })
      return data
    },
  })

  constructor() {
    super()
    this.context = undefined
    this.shown = undefined
    this.pictureUrl = undefined
    this.hasPictureFailed = false
  }

  /** Whether something is being followed: the stream of changes. */
  protected get isLive(): boolean {
    return this.#live.state === 'open'
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('context')) return
    const holder = holderOf(this.context)
    const before = holderOf(changed.get('context') as MessageContext | undefined)
    const given = holder?.attachments
    if (given === this.#given || (!given && holder?.id === before?.id)) return
    this.#given = given
    this.#changes.clear()
  }

  protected override render(): unknown {
    const files = this.#files
    if (files.length === 0) return nothing
    return html`<ul class="files" aria-label=${this.terms(attachmentTerms).files}>
        ${repeat(
          files,
          ({ id }) => id,
          (file) => this.#file(file),
        )}
      </ul>
      ${this.#dialog()}`
  }

  get #files(): readonly Attachment[] {
    const { context } = this
    if (!context) return []
    const replyId = context.reply?.id ?? null
    return (this.#given ?? this.#listed.value ?? [])
      .filter((file) => file.replyId === replyId)
      .flatMap((file) => {
        const changed = this.#changes.get(file.id)
        return changed === null ? [] : [changed ?? file]
      })
  }

  #file(file: Attachment): TemplateResult {
    const terms = this.terms(attachmentTerms)
    const { name, isServed } = file
    const mayOpen = isServed && (this.session?.can('attachments:read') ?? false)
    const isPicture = mayOpen && file.isInline && file.type.startsWith('image/')
    return html`<li class="file" part="file" data-tone=${isServed ? 'neutral' : toneOf(file)}>
      <span class="kind">${kindIcon(file.type)}</span>
      <div class="about">
        ${
          isPicture
            ? html`<button
                type="button"
                class="name"
                dir="auto"
                title=${name}
                aria-label=${terms.preview(name)}
                @click=${() => this.#show(file)}
              >
                ${name}
              </button>`
            : html`<span class="name" dir="auto" title=${name}>${name}</span>`
        }
        <span class="state">${this.#state(file)}</span>
      </div>
      ${
        mayOpen
          ? html`<div class="buttons">
              <button
                type="button"
                class="button quiet icon-only"
                aria-label=${terms.download(name)}
                title=${terms.download(name)}
                @click=${() => this.#download(file)}
              >
                ${downloadIcon()}
              </button>
            </div>`
          : nothing
      }
    </li>`
  }

  #state({ state, isServed, size }: Attachment): unknown {
    const terms = this.terms(attachmentTerms)
    if (isServed) return fileSize(size, this.localizer.locale)
    switch (state) {
      case 'pending':
        return html`${shieldIcon()}${terms.checking}`
      case 'infected':
        return html`${alertIcon()}${terms.quarantined}`
      case 'failed':
        return html`${alertIcon()}${terms.notChecked}`
      default:
        return html`${shieldIcon()}${terms.unscanned}`
    }
  }

  #dialog(): TemplateResult {
    const terms = this.terms(attachmentTerms)
    const { shown: file, pictureUrl } = this
    return html`<dialog class="dialog" aria-labelledby="title">
      ${
        file
          ? html`<div class="dialog-layout">
              <header>
                <h2 id="title" dir="auto">${file.name}</h2>
                <button
                  type="button"
                  class="button quiet icon-only"
                  aria-label=${this.terms(commonTerms).close}
                  @click=${() => this.#dialogElement?.close()}
                >
                  ${closeIcon()}
                </button>
              </header>
              <div class="picture">${this.#picture(file, pictureUrl)}</div>
              <footer>
                <button type="button" class="button" @click=${() => this.#download(file)}>
                  ${downloadIcon()}${terms.downloadShort}
                </button>
              </footer>
            </div>`
          : nothing
      }
    </dialog>`
  }

  #picture({ name }: Attachment, url: string | undefined): unknown {
    if (this.hasPictureFailed) {
      return html`<p role="status">${this.terms(attachmentTerms).imageFailed}</p>`
    }
    if (!url) return html`<p role="status">${this.terms(commonTerms).loading}</p>`
    return html`<img
      src=${url}
      alt=${name}
      @error=${() => {
        this.hasPictureFailed = true
      }}
    />`
  }

  get #dialogElement(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog')
  }

  async #show(file: Attachment): Promise<void> {
    this.shown = file
    this.pictureUrl = undefined
    this.hasPictureFailed = false
    await this.updateComplete
    const dialog = this.#dialogElement
    if (!dialog) return
    const closed = openDialog(dialog)
    try {
      this.pictureUrl = await this.#linkTo(file, 'inline')
    } catch {
      this.hasPictureFailed = true
    }
    await closed
    this.shown = undefined
  }

  /** A download link: the browser then saves it as it comes, however large it is. */
  async #download(file: Attachment): Promise<void> {
    try {
      const link = document.createElement('a')
      link.href = await this.#linkTo(file, 'attachment')
      link.download = file.name
      link.click()
    } catch (error) {
      if (isAborted(error)) return
      const text = explainProblem(error, this.terms(problemTerms))
      this.session?.messages.toast({ text, tone: 'danger' })
    }
  }

  async #linkTo(file: Attachment, disposition: 'inline' | 'attachment'): Promise<string> {
    const { client, signal } = this.session ?? {}
    const { ticketId, id: attachmentId } = file
    if (!client?.attachments || ticketId === null) throw new TypeError('There are no attachments.')
    const target = { ticketId, attachmentId, disposition }
    const { url } = await client.attachments.link(target, { signal })
    return new URL(url, new URL(client.http.baseUrl, location.href)).href
  }

  async #readAgain(attachmentId: string): Promise<void> {
    const { context, session } = this
    if (!context || !session?.client.attachments) return
    if (!this.#files.some(({ id }) => id === attachmentId)) return
    const { signal } = session
    try {
      const target = { ticketId: context.ticket.id, attachmentId }
      const file = await session.client.attachments.get(target, { signal })
      this.#changes.set(attachmentId, file.deletedAt === null ? file : null)
    } catch {
      if (signal.aborted) return
      this.#changes.set(attachmentId, null)
    }
    this.requestUpdate()
  }
}

interface Holder {
  readonly id: string
  readonly attachments?: readonly Attachment[]
}

function holderOf(context: MessageContext | undefined): Holder | undefined {
  return context?.reply ?? context?.ticket
}

function toneOf({ state }: Attachment): string {
  return state === 'infected' || state === 'failed' ? 'danger' : 'warning'
}
