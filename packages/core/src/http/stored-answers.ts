/** The owner of a stored answer, and the removal of its content. */
import { createHash } from 'node:crypto'
import { and, eq, type SQL } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { idempotencyKeys } from './schema.ts'

/** The status of a stored answer that was removed. */
export const removedStatus = 410

/** The digest of an actor under which their answers are stored. It outlives the erasure of the person. */
export function actorKeyOf(tenantId: string, actorId: string): string {
  return digest([tenantId, actorId])
}

/** SHA-256 of the JSON of a value, in base64url. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}

/**
 * Empties the stored answers of the tenant for which `condition` holds. The rows stay until their keys expire,
 * so that a repeated request gets `answer_removed` (410) and has no second effect.
 */
export async function blankAnswers(call: Call, condition: SQL): Promise<void> {
  await call.db
    .update(idempotencyKeys)
    .set({ status: removedStatus, fingerprint: '', body: null, headers: null, ticketId: null })
    .where(and(eq(idempotencyKeys.tenantId, call.tenantId), condition))
}

/** Empties the stored answers about one ticket. */
export function blankAnswersAbout(call: Call, ticketId: string): Promise<void> {
  return blankAnswers(call, eq(idempotencyKeys.ticketId, ticketId))
}
