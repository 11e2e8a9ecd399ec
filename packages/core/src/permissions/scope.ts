/** Which tickets someone may see, as data that is compiled into every ticket query. */
import type { CallActor } from '../people/types.ts'
import type { Policy } from '../runtime.ts'
import type { Scope } from './types.ts'

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
