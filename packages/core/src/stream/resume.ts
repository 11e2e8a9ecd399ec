/**
 * Where a reader of the stream stands, as the `id:` of a message: the position of an event, sealed
 * for one tenant, so that nobody can count what others do.
 */

import { type Seal, seal, unseal } from '../kit/sealing.ts'
import type { Secrets } from '../runtime.ts'

const sealFor = (secrets: Secrets, tenantId: string): Seal => ({
  secrets,
  purpose: 'stream',
  context: tenantId,
})

export function sealPosition(secrets: Secrets, tenantId: string, position: number): string {
  return seal(sealFor(secrets, tenantId), String(position))
}

/** Null for what was not sealed for this tenant, with one of these secrets. */
export function openPosition(secrets: Secrets, tenantId: string, id: string): number | null {
  const position = unseal(sealFor(secrets, tenantId), id)
  return position === null ? null : Number(position)
}
