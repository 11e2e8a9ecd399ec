/** The people of the tests, as a host would know them. */
import type { Actor, PeopleSource, Person } from '../../src/people/types.ts'

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

export type PersonId = (typeof list)[number]['id']

export const everyone: readonly Person[] = list

export function person(id: PersonId, tenantId?: string): Actor {
  const found = everyone.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`No test person is called ${id}.`)
  return tenantId === undefined ? found : { ...found, tenantId }
}

/** Counts how often it is asked, so that tests can see lookups happen in batches. */
export function peopleSource(): PeopleSource & { calls: number } {
  const source = {
    calls: 0,
    async resolve(ids: readonly string[]) {
      source.calls += 1
      return everyone.filter(({ id }) => ids.includes(id))
    },
    async search(query: string) {
      return everyone.filter(({ name }) => name?.toLowerCase().startsWith(query.toLowerCase()))
    },
    async findByEmail(email: string) {
      return everyone.find((candidate) => candidate.email === email.toLowerCase()) ?? null
    },
  }
  return source
}
