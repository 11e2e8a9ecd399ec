/** People for ids: looked up for a whole page at once and remembered for the call. */
import { z } from 'zod'
import type { Call, PeopleLookup } from '../api/call.ts'
import { email, line, parse } from '../kit/validation.ts'
import { type Found, findPeople, isOfTenant, personForEmail } from './find.ts'
import { isReservedId, reservedIds } from './ids.ts'
import type { Actor, Person, PersonSummary } from './types.ts'

const forEmailInput = z.strictObject({ email: email(), name: line(200).optional() })

export function createPeopleLookup(callOf: () => Call): PeopleLookup {
  const found = new Map<string, Found>()
  const shown = new Map<string, PersonSummary>(reservedSummaries)

  /** The actor needs no lookup. */
  async function lookUp(ids: readonly string[]): Promise<void> {
    const call = callOf()
    const { actor } = call
    if (actor.role !== 'system' && actor.name && !found.has(actor.id)) {
      found.set(actor.id, { id: actor.id, person: actor })
    }
    await findPeople(call, ids, found)
  }

  return {
    async summaries(ids) {
      const missing = [...new Set(ids)].filter(
        (id): id is string => id !== null && id !== undefined && !shown.has(id),
      )
      if (missing.length > 0) await lookUp(missing)
      for (const id of missing) shown.set(id, summarise(found.get(id) ?? { id, person: null }))
      return shown
    },
    async exists(id) {
      await lookUp([id])
      return found.get(id)?.person != null
    },
    async actors(ids) {
      const call = callOf()
      const wanted = [...new Set(ids)].filter((id) => !isReservedId(id))
      await lookUp(wanted.filter((id) => id !== call.actor.id))
      return new Map(
        wanted.flatMap((id): [string, Actor][] => {
          const person = id === call.actor.id ? (call.actor as Person) : found.get(id)?.person
          return person && isOfTenant(call, person) ? [[id, actorOf(call, person)]] : []
        }),
      )
    },
    async forEmail(address, name) {
      const input = parse(forEmailInput, { email: address, name })
      const person = await personForEmail(callOf(), input.email, input.name)
      found.set(person.id, { id: person.id, person })
      return person
    },
  }
}

const reservedSummaries: readonly (readonly [string, PersonSummary])[] = [
  [reservedIds.system, { id: reservedIds.system, name: 'System', avatarUrl: null, role: null }],
  [reservedIds.nobody, { id: reservedIds.nobody, name: 'Nobody', avatarUrl: null, role: null }],
]

/** Leaves out fields that only `authenticate` may set, such as `emailVerified`. */
function actorOf({ tenantId }: Call, person: Person): Actor {
  const { id, name, email, role, organisationId, organisationName, teams, avatarUrl } = person
  return { id, name, email, role, organisationId, organisationName, teams, avatarUrl, tenantId }
}

function summarise({ id, person }: Found): PersonSummary {
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
