/** Finding people: guests in the directory, everybody else with the host. */
import type { Call } from '../api/call.ts'
import { hostContextOf, runtimeOf } from '../api/call-internals.ts'
import { invalidField } from '../kit/errors.ts'
import { findGuests, type GuestOptions, guestFor, personOfGuest } from './guests.ts'
import { isGuestId, isOwnId } from './ids.ts'
import type { GuestRow } from './schema.ts'
import type { Person } from './types.ts'

const resolveBatch = 200

/** What is known of an id. */
export interface Found {
  /** The id itself; for a linked guest, the id of the person of the host. */
  readonly id: string
  /** `null` when nobody knows the id. */
  readonly person: Person | null
}

/**
 * Looks up the ids that are not in `found` yet and puts each of them there, whether somebody has it or
 * not. A linked guest is the person of the host.
 */
export async function findPeople(
  call: Call,
  ids: Iterable<string>,
  found: Map<string, Found> = new Map(),
  options: GuestOptions = {},
): Promise<ReadonlyMap<string, Found>> {
  const missing = [...new Set(ids)].filter((id) => !found.has(id))
  const guests = await findGuests(call, missing.filter(isGuestId), options)
  for (const guest of guests) {
    if (guest.personId === null) found.set(guest.id, { id: guest.id, person: personOfGuest(guest) })
  }
  const linked = guests.flatMap((guest) => guest.personId ?? [])
  await askHost(call, [...missing, ...linked], found)
  for (const guest of guests) {
    if (guest.personId !== null) found.set(guest.id, linkedTo(call, guest, guest.personId, found))
  }
  return found
}

/** Looks up the ids of the host. Ids that Deskhand makes are in the directory or belong to nobody. */
async function askHost(
  call: Call,
  ids: readonly string[],
  found: Map<string, Found>,
): Promise<void> {
  const { people } = runtimeOf(call)
  const missing = [...new Set(ids)].filter((id) => !found.has(id))
  for (const id of missing) found.set(id, { id, person: null })
  const asked = missing.filter((id) => !isOwnId(id))
  for (let start = 0; people && start < asked.length; start += resolveBatch) {
    const batch = asked.slice(start, start + resolveBatch)
    const wanted = new Set(batch)
    for (const person of await people.resolve(batch, hostContextOf(call))) {
      if (wanted.has(person.id)) found.set(person.id, { id: person.id, person })
    }
  }
}

/** Without `people.resolve`, the guest's row is the only source of the person's name and address. */
function linkedTo(
  call: Call,
  guest: GuestRow,
  personId: string,
  found: ReadonlyMap<string, Found>,
): Found {
  const person = found.get(personId)?.person ?? null
  if (person || runtimeOf(call).people) return { id: personId, person }
  return { id: personId, person: asPerson(guest, personId) }
}

function asPerson(guest: GuestRow, personId: string): Person {
  return { ...personOfGuest(guest), id: personId }
}

/**
 * Refuses ids that nobody has. Without `people.resolve`, every id of the host is accepted. A guest
 * among them can be neither linked nor erased until the transaction ends.
 */
export async function requirePeople(
  call: Call,
  ids: readonly string[],
  path: string,
): Promise<Person[]> {
  const found = await requireFound(call, ids, path)
  return found.flatMap(({ person }) => person ?? [])
}

/** The same, but returns the ids to store: for a linked guest, the id of the person. */
export async function requirePersonIds(
  call: Call,
  ids: readonly string[],
  path: string,
): Promise<string[]> {
  const found = await requireFound(call, ids, path)
  return found.map(({ id }) => id)
}

async function requireFound(call: Call, ids: readonly string[], path: string): Promise<Found[]> {
  if (ids.length === 0) return []
  const found = await findPeople(call, ids, undefined, { hold: call.inTransaction })
  const canResolve = runtimeOf(call).people !== undefined
  return ids.map((id) => {
    const known = found.get(id) ?? { id, person: null }
    if (known.person || id === call.actor.id || (!canResolve && !isOwnId(id))) return known
    throw invalidField(path, `Nobody has the id ${JSON.stringify(id)}.`)
  })
}

/** Refuses who cannot work on tickets. */
export async function requireStaff(call: Call, id: string, path: string): Promise<void> {
  if (id === call.actor.id && call.actor.role !== 'customer') return
  const [person] = await requirePeople(call, [id], path)
  if (person?.role === 'customer' || isGuestId(id)) {
    throw invalidField(path, 'Must be an agent, supervisor or admin.')
  }
}

/** The actor as a requester or creator: for a linked guest, the person of the host. */
export async function actorAsPerson(call: Call): Promise<Pick<Person, 'id' | 'organisationId'>> {
  const { actor } = call
  if (actor.role === 'system' || !isGuestId(actor.id)) return actor
  const found = await findPeople(call, [actor.id], undefined, { hold: call.inTransaction })
  const { id, person } = found.get(actor.id) as Found
  return id === actor.id ? actor : (person ?? { id })
}

/** The ids that are stored now: for a linked guest, the id of the person. */
export async function currentIds(call: Call, ids: readonly string[]): Promise<string[]> {
  const guests = await findGuests(call, ids.filter(isGuestId))
  const persons = new Map(guests.map(({ id, personId }) => [id, personId]))
  return ids.map((id) => persons.get(id) ?? id)
}

/**
 * Finds a person by email with the host and in the directory, or puts them into the directory. A guest can
 * be neither linked nor erased until the transaction ends.
 */
export async function personForEmail(call: Call, email: string, name?: string): Promise<Person> {
  const known = await runtimeOf(call).people?.findByEmail?.(email, hostContextOf(call))
  if (known && isOfTenant(call, known)) return known
  const guest = await guestFor(call, email, name)
  const { personId } = guest
  if (personId === null) return personOfGuest(guest)
  const found = await findPeople(call, [personId])
  return found.get(personId)?.person ?? asPerson(guest, personId)
}

/** Whether the person belongs to the tenant of the call. Without a `tenantId` they do. */
export function isOfTenant({ tenantId }: Call, person: Person): boolean {
  return (person.tenantId ?? tenantId) === tenantId
}
