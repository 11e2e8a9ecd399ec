import { initialState, Task } from '@lit/task'
import type { ReactiveControllerHost } from 'lit'
import type { WidgetClient } from './client.ts'
import type { Session } from './session.ts'

/** What controllers need of a `DeskhandElement`. */
export interface SessionHost extends ReactiveControllerHost {
  readonly session: Session | undefined
}

export interface SessionTaskOptions<Args extends readonly unknown[], Value> {
  /** What it depends on; it runs again when one of them has changed. */
  args(): Args
  /** Aborted when it runs again, when the host leaves, and when the person's session ends. */
  load(client: WidgetClient, args: Args, signal: AbortSignal): Promise<Value>
}

/**
 * A task of @lit/task that waits until somebody is signed in, and runs again for somebody else.
 *
 * @example
 * #ticket = sessionTask(this, {
 *   args: () => [this.ticketId] as const,
 *   load: (client, [ticketId], signal) => client.tickets.get({ ticketId }, { signal }),
 * })
 */
export function sessionTask<const Args extends readonly unknown[], Value>(
  host: SessionHost,
  { args, load }: SessionTaskOptions<Args, Value>,
): Task<readonly unknown[], Value> {
  return new Task<readonly unknown[], Value>(host, {
    args: () => {
      const { session } = host
      return [
        session?.person && session.client,
        session?.person?.id,
        session?.person?.tenantId,
        ...args(),
      ]
    },
    task: ([client], { signal }) => {
      const { session } = host
      if (!client || !session) return initialState
      return load(session.client, args(), AbortSignal.any([signal, session.signal]))
    },
  })
}
