/** What a provider offers to the elements inside it. */
import type { Capabilities } from '@deskhand/core/client'
import { createContext } from '@lit/context'
import type { Contribution } from '../contributions/contribution.ts'
import type { Live } from '../live/live.ts'
import type { Messages } from '../messages/messages.ts'
import type { Localizer } from '../terms/localizer.ts'
import type { WidgetClient } from './client.ts'
import type { Drafts } from './drafts.ts'

/**
 * - `connecting`: the capabilities are on their way
 * - `ready`
 * - `signed-out`: the server does not know who asks any more, or `logout()` was called
 * - `unavailable`: the server could not be reached, or failed
 */
export type SessionStatus = 'connecting' | 'ready' | 'signed-out' | 'unavailable'

/** One person's way to one helpdesk. A new object whenever something about it changes. */
export interface Session {
  readonly status: SessionStatus
  readonly client: WidgetClient
  /** Known once `ready`, and while an expired session waits to be renewed. */
  readonly capabilities: Capabilities | undefined
  /** Who is signed in, with role and tenant; known as long as `capabilities`. `undefined` after `logout()`. */
  readonly person: Capabilities['actor'] | undefined
  /** Why it is `unavailable`. */
  readonly error: unknown
  /** Aborted when this person's session ends: for whatever runs on its behalf. */
  readonly signal: AbortSignal
  readonly localizer: Localizer
  /** The built-in contributions and those of the page, by order. */
  readonly contributions: readonly Contribution[]
  readonly drafts: Drafts
  /** Changes in the helpdesk as they happen. */
  readonly live: Live
  /** Words to the person in passing. */
  readonly messages: Messages
  /** Asks again who is signed in and what they may do, as after it was `unavailable`. */
  refresh(): Promise<void>
  /** Whether the person holds a permission, such as `ticket.assign`. */
  can(permission: string): boolean
  /** Whether the server has a plugin, such as `tags`. */
  has(pluginId: string): boolean
}

/** The language, which is there before anybody is signed in. */
export const localizerContext: ReturnType<typeof createContext<Localizer>> =
  createContext<Localizer>(Symbol.for('deskhand-localizer'))

/** The same for all copies of this package on a page. */
export const sessionContext: ReturnType<typeof createContext<Session | undefined>> = createContext<
  Session | undefined
>(Symbol.for('deskhand-session'))
