/** The directory: guests, by id and by address. */
import { and, eq, inArray } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { forShare, forUpdate } from '../db/dialect.ts'
import { email } from '../kit/validation.ts'
import { guestIdOf } from './ids.ts'
import { directory, type GuestRow } from './schema.ts'
import type { Person } from './types.ts'

const batchSize = 200
const addressSchema = email()

/**
 * The form in which addresses are compared, or `null` for text that is no address. It takes ASCII only,
 * because some other letters become ASCII in lower case, such as the Kelvin sign.
 */
export function addressKey(address: string): string | null {
  return addressSchema.safeParse(address).success ? address.toLowerCase() : null
}

export interface GuestOptions {
  /** Keeps them from being linked or erased until the transaction ends. Default false. */
  readonly hold?: boolean
}

export async function findGuests(
  call: Call,
  ids: readonly string[],
  { hold = false }: GuestOptions = {},
): Promise<GuestRow[]> {
  const found: GuestRow[] = []
  for (let start = 0; start < ids.length; start += batchSize) {
    const batch = ids.slice(start, start + batchSize)
    const query = call.db
      .select()
      .from(directory)
      .where(and(eq(directory.tenantId, call.tenantId), inArray(directory.id, batch)))
    found.push(...(await (hold ? forShare(call.db, query) : query)))
  }
  return found
}

export async function guestWithAddress(
  call: Call,
  emailKey: string,
  { hold = false }: GuestOptions = {},
): Promise<GuestRow | undefined> {
  const query = call.db
    .select()
    .from(directory)
    .where(and(eq(directory.tenantId, call.tenantId), eq(directory.emailKey, emailKey)))
  const [row] = await (hold ? forShare(call.db, query) : query)
  return row
}

/** A guest, locked until the transaction ends. */
export async function lockGuest(call: Call, id: string): Promise<GuestRow | undefined> {
  const query = call.db
    .select()
    .from(directory)
    .where(and(eq(directory.tenantId, call.tenantId), eq(directory.id, id)))
  const [row] = await forUpdate(call.db, query)
  return row
}

/** The ids of guests who were linked to the person, at most 100. */
export async function guestsLinkedTo(call: Call, personId: string): Promise<string[]> {
  const rows = await call.db
    .select({ id: directory.id })
    .from(directory)
    .where(and(eq(directory.tenantId, call.tenantId), eq(directory.personId, personId)))
    .limit(100)
  return rows.map(({ id }) => id)
}

/** Finds the guest with this address or adds one. Holds the guest until the transaction ends. */
export async function guestFor(call: Call, address: string, name?: string): Promise<GuestRow> {
  const emailKey = address.toLowerCase()
  // A guest may be added or erased between the two statements.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const known = await guestWithAddress(call, emailKey, { hold: true })
    if (known) return known
    const [added] = await call.db
      .insert(directory)
      .values({
        tenantId: call.tenantId,
        id: guestIdOf(call.newId()),
        name: name ?? null,
        email: address,
        emailKey,
        organisationId: null,
        createdAt: call.now(),
      })
      .onConflictDoNothing()
      .returning()
    if (added) return added
  }
  throw new Error('The directory gave no row for an address that was just written.')
}

export function personOfGuest({ id, name, email, organisationId }: GuestRow): Person {
  return { id, name, email, organisationId, role: 'customer' }
}
