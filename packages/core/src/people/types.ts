/** Who acts and who is acted for. People belong to the host; Deskhand keeps only their ids. */

export const roles = ['customer', 'agent', 'supervisor', 'admin'] as const
export type Role = (typeof roles)[number]

/** A person as the host describes them. */
export interface Person {
  readonly id: string
  readonly name?: string | null | undefined
  readonly email?: string | null | undefined
  /**
   * Whether the host has verified that `email` belongs to this person. Read from `authenticate` only: this person
   * then gets the tickets of a guest with that address. Default false.
   */
  readonly emailVerified?: boolean | null | undefined
  readonly role: Role
  readonly organisationId?: string | null | undefined
  readonly organisationName?: string | null | undefined
  readonly teams?: readonly string[] | undefined
  readonly avatarUrl?: string | null | undefined
  /** Which tenant this person belongs to; `'default'` where tenancy is not used. */
  readonly tenantId?: string | undefined
}

/** Who makes a call. What `authenticate` returns and `helpdesk.as()` takes. */
export type Actor = Person

/** The actor of a job. `authenticate` can never yield it. */
export interface SystemActor {
  readonly id: 'system'
  readonly role: 'system'
  readonly name: string
  readonly tenantId: string
}

/** The actor a service sees: checked, and always with a tenant. */
export type CallActor = (Person & { readonly tenantId: string }) | SystemActor

export interface PeopleContext {
  readonly tenantId: string
  /**
   * The host's transaction, for calls made by `helpdesk.as(actor, { tx })`: whoever holds one
   * connection of a pool should not wait for a second. Its type is the storage's; say it where you
   * write the function.
   */
  readonly tx?: never
}

/**
 * How the host lets Deskhand look its people up. Every function answers for one tenant, and soon: it
 * may be called while a transaction is open. Keep people who live somewhere else in a cache.
 */
export interface PeopleSource {
  /**
   * The people with these ids (at most 200), in any order; unknown ones are left out. All ids are the
   * host's own: Deskhand never asks about an id that it made itself, such as `guest:…`.
   */
  resolve(ids: readonly string[], context: PeopleContext): Promise<readonly Person[]>
  /** People whose name or email matches what was typed, at most `limit`. */
  search?(
    query: string,
    context: PeopleContext & { readonly limit: number; readonly roles?: readonly Role[] },
  ): Promise<readonly Person[]>
  findByEmail?(email: string, context: PeopleContext): Promise<Person | null>
}

/** A person as shown beside a ticket. Agents also see email and organisation. */
export interface PersonSummary {
  readonly id: string
  readonly name: string
  readonly avatarUrl: string | null
  readonly email?: string | null
  readonly role?: Role | null
  readonly organisationId?: string | null
  readonly organisationName?: string | null
}
