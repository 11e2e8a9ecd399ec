/** What a server and whoever started it say to each other. */
import type { Case } from '../cases.ts'
import type { Place } from '../databases/place.ts'

export type Role = 'deskhand' | 'bare' | 'hello'

export interface ServerSettings {
  readonly role: Role
  readonly place: Place
  /** What a bare server is to replay. */
  readonly cases: readonly Case[]
}

/** `idle` collects garbage first. */
export type Question = 'usage' | 'idle'

export interface Usage {
  /** Microseconds of processor time so far. */
  readonly cpu: number
  /** Bytes. */
  readonly rss: number
}
