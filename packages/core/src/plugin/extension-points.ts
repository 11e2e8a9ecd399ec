/** What plugins provide for core and for each other, and the handlers that core itself asks for. */
import type { Call } from '../api/call.ts'

/**
 * The extension points and what a plugin provides there. A plugin that reads a point declares it by
 * declaration merging, under its own id:
 *
 * @example
 * declare module '@deskhand/core/plugin' {
 *   interface ExtensionPoints {
 *     'notifications.channels': readonly Channel[]
 *   }
 * }
 */
export interface ExtensionPoints {
  merge: MergeHandler
  erase: EraseHandler
  redact: RedactHandler
  searchText: SearchText
}

export type ExtensionPointName = keyof ExtensionPoints

export type Provisions = { readonly [Point in ExtensionPointName]?: ExtensionPoints[Point] }

/**
 * What core and the plugins provide at a point, by their ids: core first, then the plugins in the order of
 * the `plugins` array.
 */
export type Provided = <Point extends ExtensionPointName>(
  point: Point,
) => ReadonlyMap<string, ExtensionPoints[Point]>

/** Moves the rows of a merged ticket, and moves them back. Every plugin with rows that refer to tickets has one. */
export interface MergeHandler<Manifest extends object = object> {
  /** Returns what `undo` needs, as plain JSON. The merge stores it, so it holds no text and no id of a person. */
  move(call: Call, from: string, to: string): Promise<Manifest>
  /** Restores the rows exactly. Throws `conflict` (409) when that is no longer possible. */
  undo(call: Call, manifest: Manifest): Promise<void>
  /**
   * Moves the rows of these replies when the replies move from one ticket to another. Core's `moveReplies` calls
   * it. A merge does not, because `move` moves all rows. A plugin with rows on replies has one, unless none of
   * its rows names a ticket: such rows need no change. Moving back is the same call with the tickets exchanged.
   */
  moveReplies?(call: Call, replies: MovedReplies): Promise<void>
}

export interface MovedReplies {
  /** At most 500. */
  readonly replyIds: readonly string[]
  readonly from: string
  readonly to: string
}

/**
 * Erases a person: deletes or makes anonymous the rows that name them. `replacement` is an id without a person.
 * Every plugin with rows that name people has one.
 */
export interface EraseHandler {
  forget(call: Call, personId: string, replacement: string): Promise<void>
}

/**
 * Removes text for good from all rows of a plugin about a ticket or one of its replies, deleted rows included.
 * Every plugin that stores text about them has one. `redact(call, redaction)` runs all of them.
 */
export type RedactHandler = (call: Call, redaction: Redaction) => Promise<void>

export interface Redaction {
  readonly ticketId: string
  /** The reply whose text is redacted. Default: the text of the ticket itself, such as its description. */
  readonly replyId?: string | undefined
  /**
   * Returns the text with a mark, such as `[redacted]`, in place of what is redacted. A text that it returns
   * unchanged needs no write. HTML and other forms of a text are made again from the result.
   */
  readonly replace: (text: string) => string
}

/** The text of tickets and replies for a search index, by id and audience. */
export interface SearchText {
  /**
   * The types of the events that change or remove a text. An event without a `ticketId` affects many tickets:
   * `person.erased` affects those that name `data.replacementId`.
   */
  readonly changedBy: readonly string[]
  tickets?(call: Call, ids: readonly string[]): Promise<ReadonlyMap<string, SearchableText>>
  replies?(call: Call, ids: readonly string[]): Promise<ReadonlyMap<string, SearchableText>>
}

export interface SearchableText {
  readonly public: string
  readonly internal: string
}

const coreNames: Readonly<Record<'merge' | 'erase' | 'redact' | 'searchText', true>> = {
  merge: true,
  erase: true,
  redact: true,
  searchText: true,
}

/** The names of core's extension points, at run time. */
export const coreExtensionPoints: readonly string[] = Object.keys(coreNames)
