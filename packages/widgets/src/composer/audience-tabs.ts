/** Reply or note, as tabs. */
import { html, nothing, type TemplateResult } from 'lit'
import { lockIcon, replyIcon } from '../icons/icons.ts'
import { isComposing } from '../keyboard/is-composing.ts'
import type { Audience, Composition } from './composition.ts'
import type { composerTerms } from './terms.ts'

export interface AudienceTabsParts {
  readonly composition: Composition
  readonly terms: typeof composerTerms.en
  focus(id: Audience): void
}

export function audienceTabs({ composition, terms, focus }: AudienceTabsParts): TemplateResult {
  const { audience, isSending } = composition
  const tab = (of: Audience, content: unknown) =>
    html`<button
      type="button"
      class=${of === 'internal' ? 'tab note' : 'tab'}
      role="tab"
      id=${of}
      aria-selected=${of === audience}
      aria-controls="panel"
      tabindex=${of === audience ? 0 : -1}
      aria-disabled=${isSending && of !== audience ? 'true' : nothing}
      @click=${() => composition.address(of)}
    >
      ${content}
    </button>`
  const walk = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    const next = nextTab(event.key, audience)
    if (next === undefined) return
    event.preventDefault()
    composition.address(next)
    focus(next)
  }
  return html`<div class="tabs" role="tablist" aria-label=${terms.compose} @keydown=${walk}>
    ${tab('public', html`${replyIcon()}${terms.reply}`)}
    ${tab('internal', html`${lockIcon()}${terms.note}`)}
  </div>`
}

/** The arrow keys walk tabs. @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
function nextTab(key: string, audience: Audience): Audience | undefined {
  if (key === 'Home') return 'public'
  if (key === 'End') return 'internal'
  const isArrow = key === 'ArrowLeft' || key === 'ArrowRight'
  return isArrow ? (audience === 'public' ? 'internal' : 'public') : undefined
}
