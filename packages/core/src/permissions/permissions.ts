/** Who holds which permission. */

import type { Call } from '../api/call.ts'
import { forbidden } from '../kit/errors.ts'
import type { CallActor } from '../people/types.ts'
import type { Runtime } from '../runtime.ts'

/** Whether the actor's role holds a permission, and the host's `can` does not withhold it. */
export async function holds(
  runtime: Runtime,
  actor: CallActor,
  permission: string,
  subject?: unknown,
): Promise<boolean> {
  if (actor.role === 'system') return true
  if (!runtime.registry.permissions.get(permission)?.roles.includes(actor.role)) return false
  return (await runtime.can?.(actor, permission, subject)) ?? true
}

/** Throws `forbidden` (403) unless the actor holds the permission. */
export async function requirePermission(
  call: Call,
  permission: string,
  subject?: unknown,
): Promise<void> {
  if (!(await call.can(permission, subject))) throw forbidden(permission)
}
