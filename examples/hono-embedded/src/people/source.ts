/** How Deskhand looks the demo's users up. Everybody exists in every tenant. */
import type { PeopleSource } from '@deskhand/core'
import { type DemoPerson, everybody, findPerson } from './people.ts'

export const people: PeopleSource = {
  async resolve(ids, { tenantId }) {
    return ids.flatMap((id) => findPerson(id) ?? []).map((person) => ({ ...person, tenantId }))
  },
  async search(query, { tenantId, limit, roles }) {
    return everybody
      .filter((person) => matches(person, query.toLowerCase()))
      .filter((person) => !roles || roles.includes(person.role))
      .slice(0, limit)
      .map((person) => ({ ...person, tenantId }))
  },
  async findByEmail(email, { tenantId }) {
    const found = everybody.find((person) => person.email === email.toLowerCase())
    return found ? { ...found, tenantId } : null
  },
}

function matches({ name, email }: DemoPerson, query: string): boolean {
  return name.toLowerCase().includes(query) || email.includes(query)
}
