/** What the elements tell a person in passing: to a screen reader, or in a corner of the page. */

export type ToastTone = 'neutral' | 'success' | 'danger'

export interface ToastInput {
  readonly text: string
  /** Default `neutral`. */
  readonly tone?: ToastTone | undefined
  /** Such as “Undo”. */
  readonly action?: { readonly label: string; run(): void } | undefined
}

export interface Toast extends ToastInput {
  readonly id: number
}

export interface Messages {
  /** Tells screen readers, politely; of many in a row only the last is said. */
  say(text: string): void
  /** Shows and says a short message; one that tells of a failure stays until it is dismissed. */
  toast(toast: ToastInput): void
}

export interface MessageBoard extends Messages {
  readonly spoken: string
  readonly toasts: readonly Toast[]
  dismiss(id: number): void
  /** While somebody points at a message or has the focus in it, none goes away. */
  hold(isHeld: boolean): void
  clear(): void
}

const betweenWordsMs = 700
const shownMs = 6_000
const atMost = 3

export function createMessageBoard(onChange: () => void): MessageBoard {
  let spoken = ''
  let next: string | undefined
  let pausing: ReturnType<typeof setTimeout> | undefined
  let toasts: readonly Toast[] = []
  let leaving: ReturnType<typeof setTimeout> | undefined
  let lastId = 0
  let isHeld = false

  function speak(text: string): void {
    // The same text again is only said when the region has changed in between.
    spoken = text === spoken ? `${text}\u00a0` : text
    onChange()
    pausing = setTimeout(() => {
      pausing = undefined
      if (next === undefined) return
      const text = next
      next = undefined
      speak(text)
    }, betweenWordsMs)
  }

  function show(remaining: readonly Toast[]): void {
    toasts = remaining.slice(-atMost)
    onChange()
    clearTimeout(leaving)
    const first = toasts.find(({ tone }) => tone !== 'danger')
    if (first && !isHeld) leaving = setTimeout(() => board.dismiss(first.id), shownMs)
  }

  const board: MessageBoard = {
    get spoken() {
      return spoken
    },
    get toasts() {
      return toasts
    },
    say(text) {
      if (pausing === undefined) speak(text)
      else next = text
    },
    toast(toast) {
      lastId += 1
      board.say(toast.text)
      show([...toasts, { ...toast, id: lastId }])
    },
    dismiss: (id) => show(toasts.filter((toast) => toast.id !== id)),
    hold(held) {
      isHeld = held
      show(toasts)
    },
    clear() {
      clearTimeout(pausing)
      pausing = next = undefined
      spoken = ''
      show([])
    },
  }
  return board
}
