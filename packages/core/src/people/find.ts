/** Finding people: the host's first, then the directory of strangers. */
import { and, eq, inArray } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { hostContextOf, runtimeOf } from '../api/call-internals.ts'
import { invalidField } from '../kit/errors.ts'
import { directory } from './schema.ts'
import type { Person } from './types.ts'

const resolveBatch = 200

/** The people with these ids, from the host and from the directory; unknown ones are left out. */
export async function findPeople(call: Call, ids: readonly string[]): Promise<Map<string, Person>> {
  const { people } = runtimeOf(call)
  const found = new Map<string, Person>()
  const unique = [...new Set(ids)]
  if (people) {
    for (let start = 0; start < unique.length; start += resolveBatch) {
      const batch = unique.slice(start, start + resolveBatch)
      for (const person of await people.resolve(batch, hostContextOf(call))) {
        found.set(person.id, person)
      }
    }
  }
  const strangers = unique.filter((id) => isStrangerId(id) && !found.has(id))
  if (strangers.length > 0) {
    for (const person of await findStrangers(call, strangers)) found.set(person.id, person)
  }
  return found
}

const strangerPrefix = 'guest:'

/** Ids of the directory carry a prefix, so they can't meet an id of the host. */
function isStrangerId(id: string): boolean {
  return id.startsWith(strangerPrefix)
}

async function findStrangers(call: Call, ids: readonly string[]): Promise<Person[]> {
  const rows = await call.db
    .select()
    .from(directory)
    .where(and(eq(directory.tenantId, call.tenantId), inArray(directory.id, [...ids])))
  return rows.map(({ id, name, email, organisationId }) => ({
    id,
    name,
    email,
    organisationId,
    role: 'customer',
  }))
}

/** Refuses ids that nobody has. Without `people.resolve` every id of the host is taken at its word. */
export async function requirePeople(
  call: Call,
  ids: readonly string[],
  path: string,
): Promise<Person[]> {
  if (ids.length === 0) return []
  const found = await findPeople(call, ids)
  const canResolve = runtimeOf(call).people !== undefined
  return ids.flatMap((id) => {
    const person = found.get(id)
    if (person) return [person]
    if (id === call.actor.id || (!canResolve && !isStrangerId(id))) return []
    throw invalidField(path, `Nobody has the id ${JSON.stringify(id)}.`)
  })
}

/** Refuses who cannot work on tickets. */
export async function requireStaff(call: Call, id: string, path: string): Promise<void> {
  if (id === call.actor.id && call.actor.role !== 'customer') return
  const [person] = await requirePeople(call, [id], path)
  if (person?.role === 'customer' || isStrangerId(id)) {
    throw invalidField(path, 'Must be an agent, supervisor or admin.')
  }
}

/** Finds a person by email with the host and in the directory, or puts them into the directory. */
export async function personForEmail(call: Call, email: string, name?: string): Promise<Person> {
  const { people } = runtimeOf(call)
  const known = await people?.findByEmail?.(email, hostContextOf(call))
  if (known) return known
  const emailKey = email.toLowerCase()
  const id = `${strangerPrefix}${call.newId()}`
  await call.db
    .insert(directory)
    .values({
      tenantId: call.tenantId,
      id,
      name: name ?? null,
      email,
      emailKey,
      organisationId: null,
      createdAt: call.now(),
    })
    .onConflictDoNothing()
  const [row] = await call.db
    .select()
    .from(directory)
    .where(and(eq(directory.tenantId, call.tenantId), eq(directory.emailKey, emailKey)))
  if (!row) throw new Error('The directory gave no row for an address that was just written.')
  return { id: row.id, name: row.name, email: row.email, role: 'customer' }
}
