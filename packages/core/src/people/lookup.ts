/** Names for ids: looked up for a whole page at once and remembered for the call. */
import type { Call, PeopleLookup } from '../api/call.ts'
import { findPeople } from './find.ts'
import type { Person, PersonSummary } from './types.ts'

export function createPeopleLookup(callOf: () => Call): PeopleLookup {
  const known = new Map<string, PersonSummary>()

  return {
    async summaries(ids) {
      const missing = [...new Set(ids)].filter(
        (id): id is string => id !== null && id !== undefined && !known.has(id),
      )
      const lookUp = missing.filter((id) => !remember(known, callOf(), id))
      if (lookUp.length > 0) {
        const found = await findPeople(callOf(), lookUp)
        for (const id of lookUp) known.set(id, summarise(found.get(id), id))
      }
      return known
    },
    async exists(id) {
      return (await findPeople(callOf(), [id])).has(id)
    },
  }
}

/** The actor and the system need no lookup. */
function remember(known: Map<string, PersonSummary>, { actor }: Call, id: string): boolean {
  if (id === 'system') known.set(id, { id, name: 'System', avatarUrl: null, role: null })
  else if (id === actor.id && actor.role !== 'system' && actor.name)
    known.set(id, summarise(actor, id))
  else return false
  return true
}

function summarise(person: Person | undefined, id: string): PersonSummary {
  return {
    id,
    name: person?.name ?? person?.email ?? id,
    avatarUrl: person?.avatarUrl ?? null,
    email: person?.email ?? null,
    role: person?.role ?? null,
    organisationId: person?.organisationId ?? null,
    organisationName: person?.organisationName ?? null,
  }
}

/** What the customer side may know of others: name and picture, and of themselves all. */
export function publicPerson(person: PersonSummary, viewerId: string): PersonSummary {
  if (person.id === viewerId) return person
  const { id, name, email, avatarUrl } = person
  return { id, name: name === email ? 'Somebody' : name, avatarUrl }
}
