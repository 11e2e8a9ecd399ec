/** The buttons below a field for Markdown, and their keys. */
import { html, nothing, type TemplateResult } from 'lit'
import { isApple } from '../element/keyboard.ts'
import {
  boldIcon,
  codeIcon,
  type Icon,
  italicIcon,
  linkIcon,
  listIcon,
  numbersIcon,
  quoteIcon,
} from '../icons/icons.ts'
import { type Format, formats } from './edit.ts'
import type { markdownTerms } from './terms.ts'

export interface FormatBarParts {
  readonly terms: typeof markdownTerms.en
  /** Of the buttons, the one that Tab goes to. */
  readonly focusIndex: number
  readonly isLocked: boolean
  readonly isPreviewing: boolean
  format(name: Format): void
  togglePreview(): void
  onKey(event: KeyboardEvent): void
}

const iconOf: Readonly<Record<Format, Icon>> = {
  bold: boldIcon,
  italic: italicIcon,
  code: codeIcon,
  link: linkIcon,
  quote: quoteIcon,
  list: listIcon,
  numbers: numbersIcon,
}

/** With Control, or Command on Apple's keyboards. */
export const formatByKey: Readonly<Record<string, Format>> = {
  b: 'bold',
  i: 'italic',
  e: 'code',
  k: 'link',
}

export function formatBar(parts: FormatBarParts): TemplateResult {
  const { terms, focusIndex, isPreviewing, togglePreview, onKey } = parts
  return html`<div
    class="formats"
    role="toolbar"
    aria-label=${terms.formatting}
    @keydown=${onKey}
  >
    ${formats.map((name, index) => formatButton(name, index, parts))}
    <span class="divider"></span>
    <button
      type="button"
      class="button quiet text"
      aria-pressed=${isPreviewing}
      tabindex=${focusIndex === formats.length ? 0 : -1}
      @click=${togglePreview}
    >
      ${terms.preview}
    </button>
  </div>`
}

function formatButton(
  name: Format,
  index: number,
  { terms, focusIndex, isLocked, format }: FormatBarParts,
): TemplateResult {
  const label = terms[name]
  const key = Object.entries(formatByKey)
    .find(([, format]) => format === name)?.[0]
    ?.toUpperCase()
  const shortcut = key && (isApple ? `⌘${key}` : `Ctrl+${key}`)
  return html`<button
    type="button"
    class="button quiet icon-only"
    aria-label=${label}
    aria-keyshortcuts=${key ? `${isApple ? 'Meta' : 'Control'}+${key}` : nothing}
    title=${shortcut ? `${label} (${shortcut})` : label}
    aria-disabled=${isLocked ? 'true' : nothing}
    tabindex=${focusIndex === index ? 0 : -1}
    @mousedown=${keepFocus}
    @click=${() => format(name)}
  >
    ${iconOf[name]()}
  </button>`
}

/** A click on a button must not take the selection away. */
function keepFocus(event: Event): void {
  event.preventDefault()
}
