/** Whose kept answers are, and what is left of one whose text has to go. */
import { createHash } from 'node:crypto'
import { and, eq, type SQL } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { idempotencyKeys } from './schema.ts'

/** The status of a kept answer that was removed. */
export const removedStatus = 410

/** The digest by which the answers to a person are kept. */
export function actorKeyOf(tenantId: string, actorId: string): string {
  return digest([tenantId, actorId])
}

/** SHA-256 of the JSON of a value, in base64url. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}

/**
 * Empties the kept answers of the tenant for which `condition` holds. The rows stay until their keys expire,
 * so a repeated request is answered with `answer_removed` (410) and has no second effect.
 */
export async function blankAnswers(call: Call, condition: SQL): Promise<void> {
  await call.db
    .update(idempotencyKeys)
    .set({ status: removedStatus, fingerprint: '', body: null, headers: null, ticketId: null })
    .where(and(eq(idempotencyKeys.tenantId, call.tenantId), condition))
}

/** Empties the kept answers about one ticket. */
export function blankAnswersAbout(call: Call, ticketId: string): Promise<void> {
  return blankAnswers(call, eq(idempotencyKeys.ticketId, ticketId))
}
