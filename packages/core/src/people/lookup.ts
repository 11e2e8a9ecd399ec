/** Looks up people by id, for a whole page at once, and remembers them for the call, for ten seconds at most. */
import { z } from 'zod'
import type { Call, PeopleLookup } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { email, line, parse } from '../kit/validation.ts'
import { type Found, findPeople, isOfTenant, personForEmail } from './find.ts'
import { isReservedId, reservedIds } from './ids.ts'
import type { Actor, Person, PersonSummary } from './types.ts'

const forEmailInput = z.strictObject({ email: email(), name: line(200).optional() })

/** The call of a service lives for days. Without a limit, names and roles become stale and its memory grows. */
const rememberedMs = 10_000

interface Known {
  readonly found: Map<string, Found>
  readonly shown: Map<string, PersonSummary>
  readonly since: number
}

export function createPeopleLookup(callOf: () => Call): PeopleLookup {
  let last: Known | undefined

  /** Call it once per lookup: a second call may return an empty map. */
  function known(): Known {
    const now = callOf().now().getTime()
    // The clock may have been set back.
    if (!last || Math.abs(now - last.since) > rememberedMs) {
      last = { found: new Map(), shown: new Map(reservedSummaries), since: now }
    }
    return last
  }

  /** The actor needs no lookup. */
  async function lookUp(ids: readonly string[], found: Map<string, Found>): Promise<void> {
    const call = callOf()
    const { actor } = call
    if (actor.role !== 'system' && actor.name && !found.has(actor.id)) {
      found.set(actor.id, { id: actor.id, person: actor })
    }
    await findPeople(call, ids, found)
  }

  return {
    get canResolve() {
      return runtimeOf(callOf()).people !== undefined
    },
    async summaries(ids) {
      const { found, shown } = known()
      const missing = [...new Set(ids)].filter(
        (id): id is string => id !== null && id !== undefined && !shown.has(id),
      )
      if (missing.length > 0) await lookUp(missing, found)
      for (const id of missing) shown.set(id, summarise(found.get(id) ?? { id, person: null }))
      return shown
    },
    async exists(id) {
      const { found } = known()
      await lookUp([id], found)
      return found.get(id)?.person != null
    },
    async actors(ids) {
      const call = callOf()
      const { found } = known()
      const wanted = [...new Set(ids)].filter((id) => !isReservedId(id))
      const others = wanted.filter((id) => id !== call.actor.id)
      await lookUp(others, found)
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
      known().found.set(person.id, { id: person.id, person })
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
