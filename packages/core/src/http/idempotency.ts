/**
 * A repeated `Idempotency-Key` gets the first answer again instead of a second effect.
 *
 * The key's row is written in the transaction of the operation it answers for: both are there, or
 * neither is. An operation that fails leaves nothing behind, so the same key may try again.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
import { createHash } from 'node:crypto'
import { and, eq, gt, lte } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { tryLock } from '../db/dialect.ts'
import { conflict, HelpdeskError } from '../kit/errors.ts'
import type { Answer } from './answer.ts'
import { idempotencyKeys } from './schema.ts'
import { actorKeyOf, digest, removedStatus } from './stored-answers.ts'

/** After this a key has expired and can be used again. */
const keyLifetimeMs = 24 * 3_600_000

/**
 * What a key belongs to, besides the actor: a route, and what its path names. `params` are parsed, so that
 * two spellings of one id are the same.
 */
export interface KeyedTarget {
  readonly key: string
  readonly operationId: string
  readonly params: unknown
}

interface KeyedRequest extends KeyedTarget {
  readonly fingerprint: string
}

interface KeyedWork {
  /** Throws unless the actor may still see the answer. `ticketId` is the one that `run` returned. */
  authorise(call: Call, ticketId: string | null): Promise<void>
  /** Runs the operation. `ticketId` is the ticket whose text the answer repeats. */
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
  // On SQLite, only this set shows that a request still runs. On Postgres it saves asking the database.
  const running = new Set<string>()

  return async (call, request, work) => {
    const { key, operationId, params } = request
    const owner = [call.tenantId, call.actor.id]
    const lock = JSON.stringify([...owner, operationId, canonicalJson(params), key])
    if (running.has(lock)) throw inProgress()
    running.add(lock)
    try {
      return await call.transaction(async (inner) => {
        if (!(await tryLock(inner.db, lock))) throw inProgress()
        if (!(await claim(inner, request))) return replay(inner, request, work)
        const { answer, ticketId } = await work.run(inner)
        await store(inner, request, answer, ticketId)
        return answer
      })
    } finally {
      running.delete(lock)
    }
  }
}

/**
 * Throws `answer_removed` (410) if the request took effect and its answer was removed since. Called before a
 * refusal (403, 404): the ticket may be purged since, and the sender may have lost a right.
 */
export async function requireNotRemoved(call: Call, target: KeyedTarget): Promise<void> {
  const [removed] = await call.db
    .select({ status: idempotencyKeys.status })
    .from(idempotencyKeys)
    .where(
      and(
        rowOf(call, target),
        eq(idempotencyKeys.status, removedStatus),
        gt(idempotencyKeys.createdAt, expiry(call)),
      ),
    )
    .limit(1)
  if (removed) throw answerRemoved()
}

/** Keys from this time or earlier have expired. */
function expiry(call: Call): Date {
  return new Date(call.now().getTime() - keyLifetimeMs)
}

/** Takes the key if it is new or expired. */
async function claim(call: Call, { fingerprint, ...target }: KeyedRequest): Promise<boolean> {
  const fresh = {
    fingerprint,
    createdAt: call.now(),
    status: null,
    body: null,
    headers: null,
    ticketId: null,
  }
  const claimed = await call.db
    .insert(idempotencyKeys)
    .values({ ...primaryKeyOf(call, target), ...fresh })
    .onConflictDoUpdate({
      target: [idempotencyKeys.tenantId, idempotencyKeys.actorKey, idempotencyKeys.requestKey],
      set: fresh,
      setWhere: lte(idempotencyKeys.createdAt, expiry(call)),
    })
    .returning({ requestKey: idempotencyKeys.requestKey })
  return claimed.length > 0
}

async function replay(call: Call, request: KeyedRequest, work: KeyedWork): Promise<Answer> {
  const [stored] = await call.db.select().from(idempotencyKeys).where(rowOf(call, request)).limit(1)
  // A row is committed together with its answer, so one without is being written right now.
  if (!stored || stored.status === null) throw inProgress()
  if (stored.status === removedStatus) throw answerRemoved()
  if (stored.fingerprint !== request.fingerprint) throw reused()
  await work.authorise(call, stored.ticketId)
  return {
    status: stored.status,
    headers: { ...stored.headers, 'idempotency-replayed': 'true' },
    body: stored.body,
  }
}

async function store(
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

function primaryKeyOf({ tenantId, actor }: Call, { key, operationId, params }: KeyedTarget) {
  const actorKey = actorKeyOf(tenantId, actor.id)
  return { tenantId, actorKey, requestKey: digest([operationId, canonicalJson(params), key]) }
}

function rowOf(call: Call, target: KeyedTarget) {
  const { tenantId, actorKey, requestKey } = primaryKeyOf(call, target)
  return and(
    eq(idempotencyKeys.tenantId, tenantId),
    eq(idempotencyKeys.actorKey, actorKey),
    eq(idempotencyKeys.requestKey, requestKey),
  )
}

function answerRemoved(): HelpdeskError {
  return new HelpdeskError({
    code: 'answer_removed',
    status: removedStatus,
    detail:
      'The first request with this Idempotency-Key took effect, and nothing happened again. Its answer was ' +
      'removed with the text, the ticket or the person that it was about, or when replies moved to another ' +
      'ticket. Read how things are now, and make a new key only for a new request.',
  })
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
