/** Sending something once, however often it is tried: the same input goes out under the same key. */
import { HelpdeskApiError } from '@deskhand/core/client'
import type { Drafts } from '../session/drafts.ts'

export interface Attempts {
  /** The `Idempotency-Key` for an input: the last one's, when nobody knows whether that arrived. */
  keyFor(input: object): string
  /** An answer came, so that the next input is another one. */
  settle(): void
}

interface Attempt {
  readonly key: string
  readonly input: string
}

/** Kept beside the drafts under `name`, so that it also holds when the page was closed in between. */
export function createAttempts(drafts: Drafts, name: string): Attempts {
  const place = `attempt:${name}`
  return {
    keyFor(input) {
      const text = JSON.stringify(input)
      const last = read(drafts.get(place))
      if (last?.input === text) return last.key
      const attempt: Attempt = { key: newKey(), input: text }
      drafts.set(place, JSON.stringify(attempt))
      return attempt.key
    },
    settle: () => drafts.remove(place),
  }
}

/** Whether an error says that nothing has been written: then the next try is a new one. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof HelpdeskApiError)) return false
  return error.status >= 400 && error.status < 500 && error.code !== 'idempotency_in_progress'
}

function read(text: string | undefined): Attempt | undefined {
  try {
    const kept: unknown = JSON.parse(text ?? 'null')
    const { key, input } = (kept ?? {}) as Partial<Attempt>
    return typeof key === 'string' && typeof input === 'string' ? { key, input } : undefined
  } catch {
    return undefined
  }
}

/** An `Idempotency-Key`: 128 random bits. `crypto.randomUUID` is missing on pages without HTTPS. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
