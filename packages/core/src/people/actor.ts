/** Actors from outside, checked before anything is done in their name. */
import { z } from 'zod'
import { hostId } from '../kit/validation.ts'
import type { Runtime } from '../runtime.ts'
import { isReservedId, reservedIds } from './ids.ts'
import { type CallActor, roles } from './types.ts'

const defaultTenant = 'default'

/** Who calls a public route. Its id belongs to nobody, so it owns nothing. */
export const nobody: CallActor = {
  id: reservedIds.nobody,
  role: 'customer',
  name: 'Nobody',
  tenantId: defaultTenant,
}

/** What else the host's session object holds is left out. */
export const actorSchema = z.object({
  id: hostId().refine((id) => !isReservedId(id), 'This id is reserved.'),
  name: z.string().nullish(),
  email: z.string().nullish(),
  emailVerified: z.boolean().nullish(),
  role: z.enum(roles),
  organisationId: hostId().nullish(),
  organisationName: z.string().nullish(),
  teams: z.array(hostId()).max(1_000).optional(),
  avatarUrl: z.string().nullish(),
  tenantId: hostId().optional(),
})

/**
 * The actor of a call, from what `authenticate` or the caller of `helpdesk.as` gave. Throws for what
 * is not a person with a role, for the role `system`, and for a missing tenant where
 * `tenancy: 'required'` is set.
 */
export function checkActor({ tenancy }: Pick<Runtime, 'tenancy'>, raw: unknown): CallActor {
  const result = actorSchema.safeParse(raw)
  if (!result.success) {
    const reasons = result.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join('.')}: ${message}`,
    )
    throw invalidActor(reasons.join('; '))
  }
  const { tenantId, ...person } = result.data
  if (tenantId === undefined && tenancy === 'required') {
    throw invalidActor("tenantId: missing, and tenancy is 'required'")
  }
  return { ...person, tenantId: tenantId ?? defaultTenant }
}

function invalidActor(reasons: string): TypeError {
  return new TypeError(
    `This is not an actor that can be used (${reasons}). An actor is { id, role }, with role one of ${roles.join(', ')}. Give one to as(), and return one from authenticate, or null for nobody.`,
  )
}
