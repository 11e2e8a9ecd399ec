/** Real helpdesks for browser tests, over HTTP. */
import { type ClientAuth, createHelpdeskClient, type HelpdeskClient } from '@deskhand/core/client'
import { type AttachmentsClient, attachmentsClient } from '@deskhand/plugin-attachments/client'
import { type TagsClient, tagsClient } from '@deskhand/plugin-tags/client'
import type { PersonId } from '@deskhand/testing'
import { afterAll, inject } from 'vitest'
import type { DeskRequest, Faults } from './desk-server/desk.ts'

type TestClient = HelpdeskClient<readonly [TagsClient, AttachmentsClient]>

interface TestClientOptions {
  /** How often a failed request is sent again. Default as for pages. */
  readonly retries?: number
}

/** A helpdesk of its own for a test file, with the people of @deskhand/testing. */
export interface TestDesk {
  readonly baseUrl: string
  /** A client of somebody, with a token that is renewed when `expireSessions()` was called. */
  client(id: PersonId, options?: TestClientOptions): TestClient
  /** The same, without renewal or with another way to sign in. */
  clientWith(auth: ClientAuth, options?: TestClientOptions): TestClient
  token(id: PersonId): Promise<string>
  /** Signs somebody in or, with `null`, out, by cookie. */
  setCookie(id: PersonId | null): Promise<void>
  expireSessions(): Promise<void>
  /** Until the next call; `{}` is well again. */
  fail(faults: Faults): Promise<void>
  advance(ms: number): Promise<void>
  runDue(): Promise<void>
  close(): Promise<void>
}

/** Opens a helpdesk and closes it after the tests of the file. */
export async function openDesk(request: Omit<DeskRequest, 'origin'> = {}): Promise<TestDesk> {
  const server = inject('deskServerUrl')
  const { id } = await ask<{ id: string }>('/open', { ...request, origin: location.origin })
  const act = (action: string, input: object = {}) =>
    ask<{ token: string }>(`/${id}/${action}`, input)
  const token = async (person: PersonId) => (await act('token', { person })).token
  const baseUrl = `${server}/desks/${id}/helpdesk`

  async function ask<Result>(path: string, input: object): Promise<Result> {
    const response = await fetch(server + path, { method: 'POST', body: JSON.stringify(input) })
    const result = await response.json()
    if (!response.ok) throw new Error(result.error)
    return result
  }

  const clientWith = (auth: ClientAuth, options: TestClientOptions = {}) =>
    createHelpdeskClient({
      ...options,
      baseUrl,
      auth,
      plugins: [tagsClient(), attachmentsClient()],
    })

  const desk: TestDesk = {
    baseUrl,
    clientWith,
    client: (person, options) =>
      clientWith({ mode: 'bearer', getToken: () => token(person) }, options),
    token,
    async setCookie(person) {
      const url = `${server}/desks/${id}/session?person=${person ?? ''}`
      await fetch(url, { credentials: 'include' })
    },
    expireSessions: async () => void (await act('expire')),
    fail: async (faults) => void (await act('faults', faults)),
    advance: async (ms) => void (await act('advance', { ms })),
    runDue: async () => void (await act('run-due')),
    close: async () => void (await act('close')),
  }
  afterAll(() => desk.close())
  return desk
}
