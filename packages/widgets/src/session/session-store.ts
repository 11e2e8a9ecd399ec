/** The state behind a provider: who is signed in, what they may do, and how it ends. */
import { type Capabilities, HelpdeskApiError } from '@deskhand/core/client'
import { builtInContributions } from '../contributions/built-in.ts'
import { type Contribution, inOrder } from '../contributions/contribution.ts'
import { createLive, type Live } from '../live/live.ts'
import type { Messages } from '../messages/messages.ts'
import { createLocalizer, type Localizer } from '../terms/localizer.ts'
import type { WidgetClient } from './client.ts'
import { clearDrafts, createDrafts, type OwnDrafts } from './drafts.ts'
import type { Session, SessionStatus } from './session.ts'

export interface SessionStoreOptions {
  readonly messages: Messages
  /** Called with each new state. */
  readonly onChange: (session: Session | undefined) => void
  /** The server does not know who asks, and renewing did not help. */
  readonly onAuthRequired: () => void
}

interface State {
  readonly status: SessionStatus
  readonly capabilities: Capabilities | undefined
  readonly error: unknown
}

/** Before an unreachable server is asked again; twice as long each time, up to the longest. */
const firstPauseMs = 2_000
const longestPauseMs = 60_000

const connecting: State = { status: 'connecting', capabilities: undefined, error: undefined }

/** Holds one client at a time and tells of each change of its session. */
export class SessionStore {
  readonly #options: SessionStoreOptions
  #client: WidgetClient | undefined
  #stopListening: (() => void) | undefined
  #ending = new AbortController()
  #state = connecting
  #localizer: Localizer = createLocalizer('en')
  #contributions: readonly Contribution[] = []
  #builtIn: readonly Contribution[] = []
  #live: Live | undefined
  #asking: AbortController | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #drafts: OwnDrafts = createDrafts({ tenantId: '', id: '' })

  constructor(options: SessionStoreOptions) {
    this.#options = options
  }

  /** Starts a session with a client, or ends the one there is. */
  connect(client: WidgetClient | undefined): void {
    if (client === this.#client) return
    this.#disconnect()
    this.#client = client
    this.#stopListening = client?.http.onUnauthenticated(() => this.#refused())
    this.#begin()
    void this.refresh()
  }

  localize(localizer: Localizer): void {
    this.#localizer = localizer
    this.#changed()
  }

  /** What the page adds to the built-in ones, or puts in their place. */
  contribute(contributions: readonly Contribution[]): void {
    this.#contributions = contributions
    this.#changed()
  }

  /** Asks again who is signed in and what they may do, say after somebody has signed in. */
  async refresh(): Promise<void> {
    const client = this.#client
    clearTimeout(this.#retry)
    if (this.#state.status !== 'ready') this.#become({ ...this.#state, status: 'connecting' })
    if (!client) return
    this.#asking?.abort()
    const asking = new AbortController()
    this.#asking = asking
    const signal = AbortSignal.any([asking.signal, this.#ending.signal])
    try {
      const capabilities = await client.capabilities({ signal })
      const builtIn = await builtInContributions(capabilities)
      if (!signal.aborted) this.#recognise(capabilities, builtIn)
    } catch (error) {
      if (signal.aborted) return
      const isUnknown = error instanceof HelpdeskApiError && error.status === 401
      this.#become({ ...this.#state, status: isUnknown ? 'signed-out' : 'unavailable', error })
      if (!isUnknown) this.#retryLater()
    }
  }

  /** Asks an unreachable server again at once, as when the network is back. */
  wake(): void {
    if (this.#state.status === 'unavailable') void this.refresh()
  }

  /** Forgets the person: aborts what runs for them and clears caches and drafts. */
  logout(): void {
    clearTimeout(this.#retry)
    this.#ending.abort()
    this.#client?.http.reset()
    this.#drafts.end()
    clearDrafts()
    this.#begin()
    this.#become({ ...connecting, status: 'signed-out' })
  }

  /** Lets go of the client, without forgetting what the person has typed. */
  disconnect(): void {
    this.connect(undefined)
  }

  #recognise(capabilities: Capabilities, builtIn: readonly Contribution[]): void {
    const before = this.#state.capabilities?.actor
    const { actor } = capabilities
    const isOther = before && (before.id !== actor.id || before.tenantId !== actor.tenantId)
    if (isOther) {
      this.#ending.abort()
      this.#begin()
    }
    if (!before || isOther) this.#drafts = createDrafts(actor)
    this.#failures = 0
    this.#builtIn = builtIn
    this.#become({ status: 'ready', capabilities, error: undefined })
  }

  #retryLater(): void {
    const pauseMs = Math.min(firstPauseMs * 2 ** this.#failures, longestPauseMs)
    this.#failures += 1
    this.#retry = setTimeout(() => this.wake(), pauseMs)
  }

  #refused(): void {
    if (this.#state.status === 'signed-out') return
    // What is known of the person stays, so that nothing they see or write goes away before they are back.
    this.#become({ ...this.#state, status: 'signed-out' })
    this.#options.onAuthRequired()
  }

  #disconnect(): void {
    clearTimeout(this.#retry)
    this.#ending.abort()
    this.#stopListening?.()
    this.#state = connecting
  }

  #begin(): void {
    this.#ending = new AbortController()
    const { signal } = this.#ending
    this.#live = this.#client && createLive({ client: this.#client, signal })
    this.#drafts = createDrafts({ tenantId: '', id: '' })
  }

  #become(state: State): void {
    this.#state = state
    this.#changed()
  }

  #changed(): void {
    this.#options.onChange(this.#session())
  }

  #session(): Session | undefined {
    const client = this.#client
    const live = this.#live
    if (!client || !live) return undefined
    const { capabilities } = this.#state
    const person = capabilities?.actor
    return Object.freeze({
      ...this.#state,
      client,
      person,
      signal: this.#ending.signal,
      localizer: this.#localizer,
      contributions: inOrder([...this.#builtIn, ...this.#contributions]),
      drafts: this.#drafts,
      live,
      messages: this.#options.messages,
      refresh: () => this.refresh(),
      can: (permission: string) => capabilities?.permissions.includes(permission) ?? false,
      has: (pluginId: string) => capabilities?.plugins.some(({ id }) => id === pluginId) ?? false,
    })
  }
}
