/** Which tickets someone may see, as data that is compiled into every ticket query. */
import type { CallActor } from '../people/types.ts'
import type { Policy } from '../runtime.ts'

/**
 * The union of what is named; `{}` is nothing at all.
 *
 * `own` is what one requested, is in copy of, or is assigned to.
 */
export interface Scope {
  readonly all?: boolean
  readonly own?: boolean
  readonly teams?: readonly string[]
  readonly organisations?: readonly string[]
}

/** The scope of an actor where the host's `scope` says nothing else. */
export function defaultScope(actor: CallActor, policy: Policy): Scope {
  if (actor.role === 'customer') {
    const organisation = policy.customersSeeOrganisation ? actor.organisationId : null
    return { own: true, ...(organisation ? { organisations: [organisation] } : {}) }
  }
  if (actor.role === 'agent' && policy.agentsSee === 'teams') {
    return { own: true, teams: actor.teams ?? [] }
  }
  return { all: true }
}
