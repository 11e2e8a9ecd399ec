import { unauthenticated } from '../kit/errors.ts'
import { checkActor } from '../people/actor.ts'
import type { CallActor } from '../people/types.ts'
import type { Runtime } from '../runtime.ts'

/**
 * The actor of a request, by the host's own session. Nobody is `unauthenticated` (401); a throw or
 * an unusable actor is the host's mistake and becomes a 500.
 */
export async function authenticate(runtime: Runtime, request: Request): Promise<CallActor> {
  const raw = await runtime.authenticate(request)
  if (raw === null || raw === undefined) throw unauthenticated()
  return checkActor(runtime, raw)
}
