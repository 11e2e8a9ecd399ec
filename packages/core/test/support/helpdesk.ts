/** A whole helpdesk on a database of its own, with a clock that the test sets. */
import { createHelpdesk } from '../../src/create-helpdesk.ts'
import type { Storage } from '../../src/db/types.ts'
import type { Helpdesk } from '../../src/helpdesk.ts'
import type { HelpdeskOptions } from '../../src/options.ts'
import type { HelpdeskPlugin } from '../../src/plugin/contract.ts'
import { type PersonId, peopleSource, person } from './people.ts'
import type { TestEngine } from './storages.ts'

export const testSecret = 'a secret that is only good for tests'

export interface TestClock {
  now(): Date
  set(time: Date): void
  advance(ms: number): void
}

export const minutes = 60_000
export const days = 24 * 60 * minutes

export interface TestHelpdesk<Plugins extends readonly HelpdeskPlugin[] = readonly []> {
  readonly helpdesk: Helpdesk<Plugins>
  readonly storage: Storage
  readonly clock: TestClock
  readonly people: ReturnType<typeof peopleSource>
  as(id: PersonId, tenantId?: string): ReturnType<Helpdesk<Plugins>['as']>
  /** A request with `Authorization: Bearer <id>` or `<id>@<tenant>`, answered in process. */
  request(
    id: string | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>
  close(): Promise<void>
}

export function testClock(start = new Date('2026-03-02T09:00:00.000Z')): TestClock {
  let time = start.getTime()
  return {
    now: () => new Date(time),
    set: (to) => {
      time = to.getTime()
    },
    advance: (ms) => {
      time += ms
    },
  }
}

export function actorOfBearer(request: Request) {
  const [, id, tenantId] =
    /^Bearer (\w+)(?:@(\w+))?$/.exec(request.headers.get('authorization') ?? '') ?? []
  return id ? person(id as PersonId, tenantId) : null
}

export async function openHelpdesk<const Plugins extends readonly HelpdeskPlugin[] = readonly []>(
  engine: TestEngine,
  options: Partial<HelpdeskOptions<Plugins>> = {},
): Promise<TestHelpdesk<Plugins>> {
  const database = await engine.create()
  const storage = database.open()
  const clock = testClock()
  const people = peopleSource()
  const helpdesk = createHelpdesk({
    database: storage,
    secret: testSecret,
    authenticate: actorOfBearer,
    people,
    clock,
    ...options,
  } as HelpdeskOptions<Plugins>)
  await helpdesk.migrate()
  return {
    helpdesk,
    storage,
    clock,
    people,
    as: (id, tenantId) => helpdesk.as(person(id, tenantId)),
    request: (id, method, path, body, headers) =>
      helpdesk.fetch(
        new Request(`http://app.example${helpdesk.basePath}${path}`, {
          method,
          headers: {
            ...(id !== null && { authorization: `Bearer ${id}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      ),
    async close() {
      await helpdesk.close()
      await database.dispose()
    },
  }
}
