import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit'
import { createRef, ref } from 'lit/directives/ref.js'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { isApple } from '../element/keyboard.ts'
import { alertIcon } from '../icons/icons.ts'
import { isComposing } from '../keyboard/is-composing.ts'
import { buttonStyles } from '../theme/buttons.ts'
import { fieldStyles } from '../theme/fields.ts'
import { continueLine, type Edit, type Format, format, formats } from './edit.ts'
import { formatBar, formatByKey } from './format-bar.ts'
import { loadRenderer } from './render.ts'
import { markdownFieldStyles } from './styles.ts'
import { markdownTerms } from './terms.ts'

declare global {
  interface HTMLElementEventMap {
    /** The text has changed, by typing or a button. */
    'deskhand-text-change': CustomEvent<{ readonly value: string }>
  }
}

/**
 * A field for Markdown that grows with its text, with buttons and a preview. What stands in its slots
 * shares the row of the buttons.
 *
 * @slot tools - After the buttons for formatting.
 * @slot actions - At the end of the row.
 * @csspart field - The text area.
 * @csspart bar - The row below it.
 * @fires deskhand-text-change - The text has changed; `detail.value` is all of it.
 */
export class DeskhandMarkdownField extends DeskhandElement {
  static override styles = [DeskhandElement.styles, buttonStyles, fieldStyles, markdownFieldStyles]
  static override properties: PropertyDeclarations = {
    value: { attribute: false },
    label: { type: String },
    hidesLabel: { type: Boolean, attribute: 'hides-label' },
    placeholder: { type: String },
    problem: { type: String },
    tone: { type: String, reflect: true },
    readOnly: { type: Boolean, attribute: 'readonly' },
    required: { type: Boolean },
    maxLength: { type: Number, attribute: 'maxlength' },
    preview: { state: true },
    focusIndex: { state: true },
  }
  static override shadowRootOptions: ShadowRootInit = {
    ...DeskhandElement.shadowRootOptions,
    delegatesFocus: true,
  }

  /** Markdown. */
  declare value: string
  /** What the field is for. */
  declare label: string
  /** Only tells screen readers the label. Default false. */
  declare hidesLabel: boolean
  /** Default none. */
  declare placeholder: string
  /** Why the text can't be used; empty when it can. */
  declare problem: string
  /** `note` looks like what only colleagues see. Default `plain`. */
  declare tone: 'plain' | 'note'
  /** Default false. */
  declare readOnly: boolean
  /** Default false. */
  declare required: boolean
  /** In characters. Default 65 536, as the server has it. */
  declare maxLength: number
  /** What is shown instead of the text area. */
  declare protected preview: string | undefined
  /** Of the buttons, the one that Tab goes to. */
  declare protected focusIndex: number

  #textarea = createRef<HTMLTextAreaElement>()

  constructor() {
    super()
    this.value = ''
    this.label = ''
    this.hidesLabel = false
    this.placeholder = ''
    this.problem = ''
    this.tone = 'plain'
    this.readOnly = false
    this.required = false
    this.maxLength = 65_536
    this.preview = undefined
    this.focusIndex = 0
  }

  /** Puts a text where the caret is, in place of what is selected. */
  insertText(text: string): void {
    const { value: textarea } = this.#textarea
    if (!textarea) {
      this.#changed(this.value + text)
      return
    }
    const { selectionStart: start, selectionEnd: end } = textarea
    const at = start + text.length
    this.#apply({ start, end, text, selected: { start: at, end: at } })
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('value') && this.preview !== undefined) void this.#showPreview()
  }

  protected override render(): unknown {
    const { label, hidesLabel, problem } = this
    return html`<div class="field">
      <label class=${hidesLabel ? 'visually-hidden' : 'label'} for="text">${label}</label>
      <div class="box">
        ${this.preview === undefined ? this.#text() : this.#previewed(this.preview)}
        <div class="bar" part="bar">
          ${this.#formats()}<slot name="tools"></slot>
          <div class="end"><slot name="actions"></slot></div>
        </div>
      </div>
      ${problem ? html`<p class="problem" id="problem">${alertIcon()}${problem}</p>` : nothing}
    </div>`
  }

  #text(): TemplateResult {
    return html`<textarea
      id="text"
      part="field"
      dir="auto"
      rows="3"
      ${ref(this.#textarea)}
      .value=${this.value}
      placeholder=${this.placeholder}
      maxlength=${this.maxLength}
      ?readonly=${this.readOnly}
      aria-required=${this.required ? 'true' : nothing}
      aria-invalid=${this.problem ? 'true' : nothing}
      aria-describedby=${this.problem ? 'problem' : nothing}
      @input=${this.#typed}
      @keydown=${this.#pressed}
    ></textarea>`
  }

  #previewed(rendered: string): TemplateResult {
    const terms = this.terms(markdownTerms)
    return html`<div class="preview" role="region" aria-label=${terms.preview} tabindex="0">
      ${
        this.value.trim() === ''
          ? html`<p class="quiet-text">${terms.nothingToPreview}</p>`
          : html`<deskhand-rich-text .html=${rendered}></deskhand-rich-text>`
      }
    </div>`
  }

  #formats(): TemplateResult {
    return formatBar({
      terms: this.terms(markdownTerms),
      focusIndex: this.focusIndex,
      isLocked: this.#isLocked,
      isPreviewing: this.preview !== undefined,
      format: (name) => this.#format(name),
      togglePreview: () => void this.#togglePreview(),
      onKey: this.#walk,
    })
  }

  get #isLocked(): boolean {
    return this.readOnly || this.preview !== undefined
  }

  #typed(event: Event): void {
    this.#changed((event.target as HTMLTextAreaElement).value)
  }

  #changed(value: string): void {
    this.value = value
    emit(this, 'deskhand-text-change', { value }, 'local')
  }

  #pressed(event: KeyboardEvent): void {
    const { value: textarea } = this.#textarea
    if (!textarea || isComposing(event) || event.altKey) return
    const isCommand = isApple ? event.metaKey : event.ctrlKey
    const wanted = isCommand && !event.shiftKey ? formatByKey[event.key.toLowerCase()] : undefined
    if (wanted) {
      event.preventDefault()
      this.#format(wanted)
    } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      const edit = continueLine(textarea.value, selectionOf(textarea))
      if (!edit) return
      event.preventDefault()
      this.#apply(edit)
    }
  }

  #format(wanted: Format): void {
    const { value: textarea } = this.#textarea
    if (textarea && !this.#isLocked) {
      this.#apply(format(textarea.value, selectionOf(textarea), wanted))
    }
  }

  /** By the browser's own editing, so that Undo knows of it. */
  #apply({ start, end, text, selected }: Edit): void {
    const { value: textarea } = this.#textarea
    if (!textarea || this.readOnly) return
    textarea.focus()
    textarea.setSelectionRange(start, end)
    const isDone =
      text === ''
        ? start === end || document.execCommand('delete')
        : document.execCommand('insertText', false, text)
    if (!isDone) textarea.setRangeText(text, start, end, 'end')
    textarea.setSelectionRange(selected.start, selected.end)
    this.#changed(textarea.value)
  }

  async #togglePreview(): Promise<void> {
    if (this.preview === undefined) return this.#showPreview()
    this.preview = undefined
  }

  async #showPreview(): Promise<void> {
    const render = await loadRenderer()
    this.preview = render(this.value)
  }

  /** The arrow keys walk a toolbar. @see https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/ */
  readonly #walk = (event: KeyboardEvent): void => {
    const isRightToLeft = getComputedStyle(this).direction === 'rtl'
    const count = formats.length + 1
    const steps: Record<string, number> = {
      ArrowRight: this.focusIndex + (isRightToLeft ? -1 : 1),
      ArrowLeft: this.focusIndex + (isRightToLeft ? 1 : -1),
      Home: 0,
      End: count - 1,
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    this.focusIndex = (next + count) % count
    const toolbar = event.currentTarget as HTMLElement
    toolbar.querySelectorAll('button')[this.focusIndex]?.focus()
  }
}

function selectionOf({ selectionStart: start, selectionEnd: end }: HTMLTextAreaElement) {
  return { start, end }
}
