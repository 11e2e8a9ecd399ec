/**
 * The position of an event in the log as the `id:` of a message. It is sealed for one tenant, so that
 * nobody can count the events of other tenants.
 */
import type { Sealer } from '../kit/sealing.ts'

export function sealPosition(sealer: Sealer, tenantId: string, position: number): string {
  return sealer.seal(String(position), { context: tenantId })
}

/** Returns `null` for an id that was not sealed for this tenant. */
export function openPosition(sealer: Sealer, tenantId: string, id: string): number | null {
  const position = sealer.unseal(id, { context: tenantId })
  return position === null ? null : Number(position)
}
