/**
 * Where a reader of the stream stands, as the `id:` of a message: the position of an event, sealed
 * for one tenant, so that nobody can count what others do.
 */
import type { Sealer } from '../kit/sealing.ts'

export function sealPosition(sealer: Sealer, tenantId: string, position: number): string {
  return sealer.seal(String(position), { context: tenantId })
}

/** Null for what was not sealed for this tenant. */
export function openPosition(sealer: Sealer, tenantId: string, id: string): number | null {
  const position = sealer.unseal(id, { context: tenantId })
  return position === null ? null : Number(position)
}
