/** How the events of the elements behave. */

/** The events of this package with their details: what `HTMLElementEventMap` has of them. */
export type DeskhandEventName = Extract<keyof HTMLElementEventMap, `deskhand-${string}`>

type DetailOf<Name extends DeskhandEventName> =
  HTMLElementEventMap[Name] extends CustomEvent<infer Detail> ? Detail : never

/**
 * - `outcome`: something has happened in the helpdesk (`deskhand-ticket-created`). Bubbles, leaves
 *   shadow trees.
 * - `intent`: something is about to happen (`deskhand-reply-submit`). The same, and can be cancelled.
 * - `local`: only of interest to who put the element there: open, close, progress. Does not bubble.
 */
export type EventKind = 'outcome' | 'intent' | 'local'

/** Dispatches an event; answers whether nobody cancelled it. */
export function emit<Name extends DeskhandEventName>(
  target: EventTarget,
  name: Name,
  detail: DetailOf<Name>,
  kind: EventKind = 'outcome',
): boolean {
  const travels = kind !== 'local'
  return target.dispatchEvent(
    new CustomEvent(name, {
      detail,
      bubbles: travels,
      composed: travels,
      cancelable: kind === 'intent',
    }),
  )
}

declare global {
  interface HTMLElementEventMap {
    /** A part of the page failed and shows a notice in its place. */
    'deskhand-error': CustomEvent<DeskhandErrorDetail>
  }
}

export interface DeskhandErrorDetail {
  readonly error: unknown
  /** The element that failed, such as `deskhand-ticket`, or the id of a contribution. */
  readonly source: string
}
