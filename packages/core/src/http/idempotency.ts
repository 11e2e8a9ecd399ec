/**
 * A repeated `Idempotency-Key` gets the first answer again instead of a second effect.
 *
 * The key's row is written in the transaction of the operation it answers for: both are there, or
 * neither is. An operation that fails leaves nothing behind, so the same key may try again.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
import { createHash } from 'node:crypto'
import { and, eq, lte } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { tryLock } from '../db/dialect.ts'
import { conflict, HelpdeskError } from '../kit/errors.ts'
import type { Answer } from './answer.ts'
import { idempotencyKeys } from './schema.ts'

/** After this a key is as good as new. */
const keyLifetimeMs = 24 * 3_600_000

interface KeyedRequest {
  readonly key: string
  readonly method: string
  readonly path: string
  readonly fingerprint: string
}

interface KeyedWork {
  /** Throws unless the actor may still see what is answered again: `ticketId` is what `run` said. */
  authorise(call: Call, ticketId: string | null): Promise<void>
  /** Does it. `ticketId` is the ticket whose text the answer repeats. */
  run(call: Call): Promise<{ answer: Answer; ticketId: string | undefined }>
}

export type AnswerOnce = (call: Call, request: KeyedRequest, work: KeyedWork) => Promise<Answer>

/** The header, or `undefined` without one. Throws (400) for what is not 1–255 visible characters. */
export function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key')
  if (key === null) return undefined
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new HelpdeskError({
    code: 'invalid_header',
    status: 400,
    detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters, such as a UUID.',
    extra: { header: 'idempotency-key' },
  })
}

/**
 * SHA-256 of a request's query and JSON body in base64url, the same for any order of keys and spacing. It
 * includes the role, so that a former agent does not get a stored answer that only agents may see.
 */
export function fingerprintOf(role: string, query: unknown, body: unknown): string {
  return createHash('sha256')
    .update(canonicalJson([role, query, body]))
    .digest('base64url')
}

function canonicalJson(value: unknown): string {
  if (value === undefined) return 'null'
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
  return `{${members.join(',')}}`
}

export function createAnswerOnce(): AnswerOnce {
  // Known here before the database could tell, and on SQLite only here.
  const running = new Set<string>()

  return async (call, request, work) => {
    const { key, method, path } = request
    const lock = JSON.stringify([call.tenantId, call.actor.id, method, path, key])
    if (running.has(lock)) throw inProgress()
    running.add(lock)
    try {
      return await call.transaction(async (inner) => {
        if (!(await tryLock(inner.db, lock))) throw inProgress()
        if (!(await claim(inner, request))) return replay(inner, request, work)
        const { answer, ticketId } = await work.run(inner)
        await keep(inner, request, answer, ticketId)
        return answer
      })
    } finally {
      running.delete(lock)
    }
  }
}

/** Takes the key if it is new or expired. */
async function claim(
  call: Call,
  { key, method, path, fingerprint }: KeyedRequest,
): Promise<boolean> {
  const now = call.now()
  const fresh = {
    fingerprint,
    createdAt: now,
    status: null,
    body: null,
    headers: null,
    ticketId: null,
  }
  const claimed = await call.db
    .insert(idempotencyKeys)
    .values({ tenantId: call.tenantId, actorId: call.actor.id, method, path, key, ...fresh })
    .onConflictDoUpdate({
      target: [
        idempotencyKeys.tenantId,
        idempotencyKeys.actorId,
        idempotencyKeys.method,
        idempotencyKeys.path,
        idempotencyKeys.key,
      ],
      set: fresh,
      setWhere: lte(idempotencyKeys.createdAt, new Date(now.getTime() - keyLifetimeMs)),
    })
    .returning({ key: idempotencyKeys.key })
  return claimed.length > 0
}

async function replay(call: Call, request: KeyedRequest, work: KeyedWork): Promise<Answer> {
  const [kept] = await call.db.select().from(idempotencyKeys).where(rowOf(call, request)).limit(1)
  // A row is committed together with its answer, so one without is being written right now.
  if (!kept || kept.status === null) throw inProgress()
  if (kept.fingerprint !== request.fingerprint) throw reused()
  await work.authorise(call, kept.ticketId)
  return {
    status: kept.status,
    headers: { ...kept.headers, 'idempotency-replayed': 'true' },
    body: kept.body,
  }
}

async function keep(
  call: Call,
  request: KeyedRequest,
  { status, headers, body }: Answer,
  ticketId: string | undefined,
): Promise<void> {
  await call.db
    .update(idempotencyKeys)
    .set({ status, headers: { ...headers }, body, ticketId: ticketId ?? null })
    .where(rowOf(call, request))
}

function rowOf(call: Call, { key, method, path }: KeyedRequest) {
  return and(
    eq(idempotencyKeys.tenantId, call.tenantId),
    eq(idempotencyKeys.actorId, call.actor.id),
    eq(idempotencyKeys.method, method),
    eq(idempotencyKeys.path, path),
    eq(idempotencyKeys.key, key),
  )
}

function inProgress(): HelpdeskError {
  return conflict(
    'idempotency_in_progress',
    'A request with this Idempotency-Key is still running. Repeat it in a moment to get its answer.',
  )
}

function reused(): HelpdeskError {
  return new HelpdeskError({
    code: 'idempotency_key_reused',
    status: 422,
    detail: 'This Idempotency-Key was used for another body. Make a new key for a new request.',
  })
}
