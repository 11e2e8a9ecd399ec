import type { LitElement } from 'lit'
import { rowKey } from './list-keys.ts'
import type { Selection } from './selection.ts'

export interface RowFocusOptions {
  /** The rows that can be selected; none where nothing can. */
  selectable(): readonly string[]
  onBulk(act: 'assign' | 'status'): void
}

const interactive = 'a, button, input, label, deskhand-slot'

/** Rows by keyboard and pointer: moving, opening and selecting. */
export class RowFocus {
  readonly #host: LitElement
  readonly #selection: Selection
  readonly #options: RowFocusOptions
  #last: string | undefined

  constructor(host: LitElement, selection: Selection, options: RowFocusOptions) {
    this.#host = host
    this.#selection = selection
    this.#options = options
  }

  readonly onKey = (event: KeyboardEvent): void => {
    const key = rowKey(event)
    if (!key) return
    const rows = this.#rows()
    const row = (event.target as Element).closest<HTMLElement>('tbody tr')
    const index = row ? rows.indexOf(row) : -1
    const id = row?.dataset.id
    if (key.act === 'clear') {
      if (this.#selection.size === 0) return
      this.#selection.clear()
    } else if (key.act === 'move') {
      const to = rows[Math.min(Math.max(index + key.by, 0), rows.length - 1)]
      if (key.isRange && id && to?.dataset.id) this.#range(id, to.dataset.id)
      focusRow(to)
    } else if (key.act === 'first') focusRow(rows[0])
    else if (key.act === 'last') focusRow(rows.at(-1))
    else if (key.act === 'assign' || key.act === 'status') {
      if (this.#selection.size === 0) return
      this.#last = id
      this.#options.onBulk(key.act)
    } else if (id) this.select(id, key.act === 'range')
    event.preventDefault()
  }

  /** A click beside links and buttons opens the ticket, too. */
  onClick(event: MouseEvent): void {
    const target = event.target as Element
    const row = event.currentTarget as HTMLElement
    if (event.defaultPrevented || target.closest(interactive)) return
    if (getSelection()?.type === 'Range') return
    const { ctrlKey, metaKey, shiftKey } = event
    const init = { bubbles: true, cancelable: true, composed: true, ctrlKey, metaKey, shiftKey }
    row.querySelector('.open')?.dispatchEvent(new MouseEvent('click', init))
  }

  select(id: string, isRange: boolean): void {
    const selectable = this.#options.selectable()
    if (!selectable.includes(id)) return
    this.#last = id
    if (isRange) this.#selection.extend(id, selectable)
    else this.#selection.toggle(id)
  }

  /** All of the page, or none when all are selected. */
  selectAll(): void {
    const selectable = this.#options.selectable()
    if (this.#selection.size === selectable.length) this.#selection.clear()
    else this.#selection.set(selectable)
  }

  clear(): void {
    this.#selection.clear()
    this.restore()
  }

  /** Puts the focus back where something was selected, after the bar with the actions went away. */
  restore(): void {
    const rows = this.#rows()
    focusRow(rows.find(({ dataset }) => dataset.id === this.#last) ?? rows[0])
  }

  focusAt(index: number): void {
    focusRow(this.#rows()[index])
  }

  #range(from: string, to: string): void {
    const selectable = this.#options.selectable()
    if (!selectable.includes(from) || !selectable.includes(to)) return
    if (!this.#selection.has(from)) this.#selection.toggle(from)
    if (!this.#selection.has(to)) this.#selection.toggle(to)
  }

  #rows(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('tbody tr[data-id]')]
  }
}

function focusRow(row: HTMLElement | undefined): void {
  row?.querySelector<HTMLElement>('.open')?.focus()
}
