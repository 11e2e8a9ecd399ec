/** The people of a test helpdesk, as a host would know them. */
import type { Actor, PeopleSource, Person } from '@deskhand/core'

const list = [
  { id: 'ada', name: 'Ada', email: 'ada@north.example', role: 'customer', organisationId: 'north' },
  {
    id: 'carl',
    name: 'Carl',
    email: 'carl@north.example',
    role: 'customer',
    organisationId: 'north',
  },
  { id: 'ben', name: 'Ben', email: 'ben@south.example', role: 'customer', organisationId: 'south' },
  { id: 'grace', name: 'Grace', email: 'grace@desk.example', role: 'agent', teams: ['billing'] },
  { id: 'hal', name: 'Hal', email: 'hal@desk.example', role: 'agent', teams: ['technical'] },
  { id: 'sue', name: 'Sue', email: 'sue@desk.example', role: 'supervisor' },
  { id: 'root', name: 'Root', email: 'root@desk.example', role: 'admin' },
] as const satisfies readonly Person[]

/**
 * The customers ada and carl of one organisation and ben of another, the agents grace (team
 * `billing`) and hal (`technical`), the supervisor sue and the admin root.
 */
export type PersonId = (typeof list)[number]['id']

/** Everyone, in every tenant. */
export const everyone: readonly Person[] = list

/** A person as an actor, in the tenant `default` unless another is named. */
export function person(id: PersonId, tenantId?: string): Actor {
  const found = everyone.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`No test person is called ${id}.`)
  return tenantId === undefined ? found : { ...found, tenantId }
}

/** Counts how often it is asked, so that a test can see lookups happen in batches. */
export interface TestPeopleSource extends PeopleSource {
  calls: number
}

export function peopleSource(): TestPeopleSource {
  const source: TestPeopleSource = {
    calls: 0,
    async resolve(ids) {
      source.calls += 1
      return everyone.filter(({ id }) => ids.includes(id))
    },
    async search(query) {
      return everyone.filter(({ name }) => name?.toLowerCase().startsWith(query.toLowerCase()))
    },
    async findByEmail(email) {
      return everyone.find((candidate) => candidate.email === email.toLowerCase()) ?? null
    },
  }
  return source
}

/** Who a request with `Authorization: Bearer <id>` or `Bearer <id>@<tenant>` is from. */
export function actorOfBearer(request: Request): Actor | null {
  const [, id, tenantId] =
    /^Bearer (\w+)(?:@(\w+))?$/.exec(request.headers.get('authorization') ?? '') ?? []
  return id ? person(id as PersonId, tenantId) : null
}
