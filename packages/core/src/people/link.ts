/** Links a guest to a person of the host, who gets the guest's tickets, participations and replies. */
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { conflict, invalidField, notFound } from '../kit/errors.ts'
import { hostId } from '../kit/validation.ts'
import { defineOperation } from '../operation/operation.ts'
import { replaceParticipant } from '../participants/replace-person.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { replies } from '../replies/schema.ts'
import { requireNoneReported } from '../tickets/changed-hooks.ts'
import { replaceOnTickets } from '../tickets/replace-person.ts'
import { tickets } from '../tickets/schema.ts'
import { requirePeople } from './find.ts'
import { addressKey, lockGuest } from './guests.ts'
import { isOwnId } from './ids.ts'
import { directory, type GuestRow } from './schema.ts'
import type { Person } from './types.ts'

interface LinkInput {
  readonly guestId: string
  readonly personId: string
}

/** The fields of a person of the host that linking needs. */
type LinkedPerson = Pick<Person, 'id' | 'email' | 'organisationId'>

export const personLinkInput = z.strictObject({ guestId: hostId(), personId: hostId() })

/** Refuses a person to whom the host gives another address. */
export const linkGuest = linking({
  authorise: (call) => requirePermission(call, 'person.link'),
  personOf: personWithAddress,
})

/** For a person whom the host has verified as the owner of the guest's address. */
export function linkVerified(call: Call, guestId: string, person: LinkedPerson): Promise<unknown> {
  const link = linking({
    async authorise(_call, { personId }) {
      if (personId === person.id) return
      throw new TypeError('A hook at "person.link" changed whose the verified address is.')
    },
    personOf: async () => person,
  })
  return link(call, { guestId, personId: person.id })
}

interface Linking {
  authorise(call: Call, input: LinkInput): Promise<void>
  personOf(call: Call, guest: GuestRow, personId: string): Promise<LinkedPerson>
}

function linking({ authorise, personOf }: Linking) {
  return defineOperation({
    point: 'person.link',
    input: personLinkInput,
    load: async () => null,
    authorise,
    async write(call, { guestId, personId }) {
      requireNoneReported(call, 'links a guest')
      if (isOwnId(personId)) {
        throw invalidField('/personId', 'Must be the id of a person of the app, who is no guest.')
      }
      const guest = await lockGuest(call, guestId)
      if (!guest) throw notFound('guest')
      if (guest.personId === personId) return { personId }
      if (guest.personId !== null) throw alreadyLinked()
      await become(call, guest, await personOf(call, guest, personId))
      return { personId }
    },
  })
}

async function personWithAddress(
  call: Call,
  guest: GuestRow,
  personId: string,
): Promise<LinkedPerson> {
  const [found] = await requirePeople(call, [personId], '/personId')
  const actor = personId === call.actor.id ? (call.actor as Person) : undefined
  const person: LinkedPerson = found ?? actor ?? { id: personId }
  const { email } = person
  if (email && guest.emailKey !== null && addressKey(email) !== guest.emailKey) {
    throw conflict(
      'address_differs',
      'The app knows this person by another email address than the guest’s. Choose the person with the address of the guest.',
    )
  }
  return person
}

function alreadyLinked() {
  return conflict(
    'already_linked',
    'This guest was linked to another person, and a guest is one person only.',
  )
}

/** Each statement finds its rows by an index. */
async function become(call: Call, guest: GuestRow, person: LinkedPerson): Promise<void> {
  const { db, tenantId } = call
  await replaceOnTickets(call, {
    personId: guest.id,
    replacementId: person.id,
    cause: 'person.link',
    also: organisationOf(guest.id, person),
  })
  await db
    .update(replies)
    .set({ authorId: person.id, version: sql`${replies.version} + 1` })
    .where(and(eq(replies.tenantId, tenantId), eq(replies.authorId, guest.id)))
  await replaceParticipant(call, guest.id, person.id)
  await db
    .update(directory)
    .set({ personId: person.id })
    .where(and(eq(directory.tenantId, tenantId), eq(directory.id, guest.id)))
  call.emit({
    type: 'person.linked',
    // The erasure of the person also erases the guest, and finds both ids in the data by `aboutId`.
    aboutId: guest.id,
    data: { guestId: guest.id, personId: person.id },
  })
}

/** Tickets of the guest without an organisation get the person's, as if the person had opened them. */
function organisationOf(
  guestId: string,
  { organisationId }: LinkedPerson,
): Readonly<Record<string, SQL>> {
  if (organisationId == null) return {}
  const isNew = and(eq(tickets.requesterId, guestId), sql`${tickets.organisationId} is null`)
  return {
    organisationId: sql`case when ${isNew} then ${organisationId} else ${tickets.organisationId} end`,
  }
}
