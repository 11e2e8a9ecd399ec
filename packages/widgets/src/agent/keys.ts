/** Keys of the agent's page, and whether single ones are wanted at all (WCAG 2.1.4). */
import { isComposing } from '../keyboard/is-composing.ts'

export type AgentKey =
  | { readonly act: 'help' | 'new' | 'list' | 'reply' | 'escape' }
  | { readonly act: 'view'; readonly index: number }

const kept = 'deskhand-single-keys'

/** What a key means; `undefined` for keys that belong to a field, a menu or the browser. */
export function agentKey(event: KeyboardEvent): AgentKey | undefined {
  const { key, ctrlKey, metaKey, altKey, defaultPrevented } = event
  if (defaultPrevented || isComposing(event) || ctrlKey || metaKey || altKey) return undefined
  const path = event.composedPath()
  if (path.some(isField) || path.some(isOverlay)) return undefined
  if (key === 'Escape') return { act: 'escape' }
  if (key === '?') return { act: 'help' }
  if (key === 'n') return { act: 'new' }
  if (key === 'l') return { act: 'list' }
  if (key === 'r') return { act: 'reply' }
  if (/^[1-9]$/.test(key)) return { act: 'view', index: Number(key) - 1 }
  return undefined
}

function isField(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement && !/^(?:checkbox|radio|button)$/.test(target.type)))
  )
}

function isOverlay(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('dialog, [popover]')
}

export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(kept) !== 'off'
  } catch {
    return true
  }
}

export function turnSingleKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(kept)
    else localStorage.setItem(kept, 'off')
  } catch {
    // Without storage it holds until the page is left.
  }
}
