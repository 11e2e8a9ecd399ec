/** Links a guest to the person who makes a request, when the host has verified that the address is theirs. */
import { systemActor } from '../api/call-internals.ts'
import { createRecent } from '../kit/recent.ts'
import { safeLogger } from '../kit/safe-ports.ts'
import type { Runtime } from '../runtime.ts'
import { addressKey, guestWithAddress } from './guests.ts'
import { isOwnId } from './ids.ts'
import { linkVerified } from './link.ts'
import type { CallActor, Person } from './types.ts'

/** Never rejects: a failure is logged. */
export type VerifiedLinker = (actor: CallActor, requestId: string) => Promise<void>

/** How long a process remembers that it has looked for a guest with the address of a person. */
const lifetimeMs = 60_000
/** The number of persons whose addresses a process remembers. */
const mostRemembered = 10_000

export function createVerifiedLinker(runtime: Runtime): VerifiedLinker {
  const logger = safeLogger(runtime.logger)
  // Promises, so that parallel requests wait for the same link.
  const recent = createRecent<Promise<void>>({
    lifetimeMs,
    size: mostRemembered,
    now: () => runtime.clock.now(),
  })

  async function link(person: Person, address: string, tenantId: string, requestId: string) {
    try {
      const actor = systemActor(tenantId)
      const call = runtime.createCall({ actor, via: 'http', requestId })
      const guest = await guestWithAddress(call, address)
      if (guest && guest.personId === null) await linkVerified(call, guest.id, person)
    } catch (error) {
      const fields = { requestId, tenantId, personId: person.id, error }
      logger.warn('a guest could not be linked to the person with the same address', fields)
    }
  }

  return async (actor, requestId) => {
    const address = verifiedAddressOf(actor)
    if (address === null) return
    const person = actor as Person
    const { tenantId } = actor
    await recent(JSON.stringify([tenantId, person.id, address]), () =>
      link(person, address, tenantId, requestId),
    )
  }
}

function verifiedAddressOf(actor: CallActor): string | null {
  if (actor.role === 'system' || isOwnId(actor.id)) return null
  return actor.emailVerified === true && actor.email ? addressKey(actor.email) : null
}
