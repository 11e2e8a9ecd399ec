import type { ReactiveController } from 'lit'
import { keyOf } from '../filters/filter-values.ts'
import { LiveController } from '../live/live-controller.ts'
import type { WidgetClient } from '../session/client.ts'
import type { SessionHost } from '../session/session-host.ts'
import type { AgentView } from './views.ts'

export interface ViewCount {
  readonly value: number
  /** At it there may be more. */
  readonly limit: number
}

type ListInput = NonNullable<Parameters<WidgetClient['tickets']['list']>[0]>

/** Changes come in bursts: a bulk change, a customer's reply that reopens. */
const gatherMs = 1_000

/** How many tickets there are in the views that say so; counts again when something happens. */
export class ViewCounts implements ReactiveController {
  readonly #host: SessionHost
  readonly #views: () => readonly AgentView[]
  #counts: ReadonlyMap<string, ViewCount> = new Map()
  #key = ''
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: AbortController | undefined

  constructor(host: SessionHost, views: () => readonly AgentView[]) {
    this.#host = host
    this.#views = views
    new LiveController(host, { onItem: () => this.#soon() })
    host.addController(this)
  }

  get(viewId: string): ViewCount | undefined {
    return this.#counts.get(viewId)
  }

  hostUpdated(): void {
    const { session } = this.#host
    const { person } = session ?? {}
    const isReady = session?.status === 'ready' && person
    const counted = this.#counted().map(({ id, filters }) => [id, filters])
    const key = isReady ? keyOf([person.tenantId, person.id, counted]) : ''
    if (key === this.#key) return
    this.#key = key
    this.#counts = new Map()
    if (key !== '') void this.#count()
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#running?.abort()
    this.#key = ''
  }

  #counted(): readonly AgentView[] {
    return this.#views().filter(({ isCounted }) => isCounted)
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#count()
    }, gatherMs)
  }

  async #count(): Promise<void> {
    const { session } = this.#host
    if (session?.status !== 'ready') return
    this.#running?.abort()
    const running = new AbortController()
    this.#running = running
    const signal = AbortSignal.any([running.signal, session.signal])
    try {
      const counts = await Promise.all(
        this.#counted().map(async ({ id, filters }) => {
          const input = { ...filters, limit: 1, count: true } as unknown as ListInput
          const { page } = await session.client.tickets.list(input, { signal })
          return [id, page.count] as const
        }),
      )
      this.#counts = new Map(counts.flatMap(([id, count]) => (count ? [[id, count]] : [])))
    } catch {
      // A number beside a name: the list itself tells what is wrong.
    }
    if (!running.signal.aborted) this.#host.requestUpdate()
  }
}
