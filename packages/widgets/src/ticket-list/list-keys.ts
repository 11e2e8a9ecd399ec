/** The keys of the list, while the focus is in it. */
import { isComposing } from '../keyboard/is-composing.ts'

export type RowKey =
  | { readonly act: 'move'; readonly by: number; readonly isRange: boolean }
  | { readonly act: 'first' | 'last' | 'select' | 'range' | 'clear' | 'assign' | 'status' }

const plain: Readonly<Record<string, RowKey>> = {
  ArrowDown: { act: 'move', by: 1, isRange: false },
  ArrowUp: { act: 'move', by: -1, isRange: false },
  j: { act: 'move', by: 1, isRange: false },
  k: { act: 'move', by: -1, isRange: false },
  Home: { act: 'first' },
  End: { act: 'last' },
  x: { act: 'select' },
  a: { act: 'assign' },
  s: { act: 'status' },
  Escape: { act: 'clear' },
}

const shifted: Readonly<Record<string, RowKey>> = {
  ArrowDown: { act: 'move', by: 1, isRange: true },
  ArrowUp: { act: 'move', by: -1, isRange: true },
  x: { act: 'range' },
}

/** What a key means; `undefined` for nothing, as with Ctrl, Alt or the command key. */
export function rowKey(event: KeyboardEvent): RowKey | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return undefined
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return (event.shiftKey ? shifted : plain)[key]
}
