/** For tests of controllers in Node: a host without a page, and clients of a helpdesk in process. */
import { createHelpdeskClient } from '@deskhand/core/client'
import { attachmentsClient } from '@deskhand/plugin-attachments/client'
import { tagsClient } from '@deskhand/plugin-tags/client'
import type { TestHelpdesk } from '@deskhand/testing'
import type { ReactiveController } from 'lit'
import type { WidgetClient } from '../../src/session/client.ts'
import type { Session } from '../../src/session/session.ts'
import { SessionStore } from '../../src/session/session-store.ts'

/** The host of controllers; `updates` counts what they asked it to draw. */
export class TestHost {
  session: Session | undefined
  updates = 0
  readonly updateComplete: Promise<boolean> = Promise.resolve(true)
  readonly #controllers = new Set<ReactiveController>()

  addController(controller: ReactiveController): void {
    this.#controllers.add(controller)
  }

  removeController(controller: ReactiveController): void {
    this.#controllers.delete(controller)
  }

  requestUpdate(): void {
    this.updates += 1
  }

  /** As an element does after it was drawn. */
  update(): void {
    for (const controller of this.#controllers) controller.hostUpdate?.()
    for (const controller of this.#controllers) controller.hostUpdated?.()
  }

  connect(): void {
    for (const controller of this.#controllers) controller.hostConnected?.()
  }

  disconnect(): void {
    for (const controller of this.#controllers) controller.hostDisconnected?.()
  }
}

export interface InProcessOptions {
  /** Looks at each request first; throws or answers in place of the helpdesk. */
  readonly before?: (request: Request) => Response | undefined | Promise<Response | undefined>
  readonly getToken?: () => string
}

/** A client of somebody, `<id>` or `<id>@<tenant>`, whose requests go to the helpdesk directly. */
export function inProcessClient(
  desk: Pick<TestHelpdesk, 'helpdesk'>,
  person: string,
  { before, getToken = () => person }: InProcessOptions = {},
): WidgetClient {
  return createHelpdeskClient({
    baseUrl: `http://app.example${desk.helpdesk.basePath}`,
    auth: { mode: 'bearer', getToken },
    plugins: [tagsClient(), attachmentsClient()],
    retries: 0,
    async fetch(url, init) {
      init.signal?.throwIfAborted()
      const request = new Request(url, init)
      return (await before?.(request)) ?? desk.helpdesk.fetch(request)
    },
  })
}

/** A session of somebody, ready to use. */
export async function sessionOf(client: WidgetClient): Promise<Session> {
  return new Promise((resolve, reject) => {
    const store = new SessionStore({
      messages: { say() {}, toast() {} },
      onAuthRequired: () => reject(new Error('Nobody is signed in.')),
      onChange: (session) => {
        if (session?.status === 'ready') resolve(session)
        if (session?.status === 'unavailable') reject(session.error)
      },
    })
    store.connect(client)
  })
}
