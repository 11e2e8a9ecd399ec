/** Time and ids, injected so that tests can set them. */
import { v7 } from 'uuid'

export interface Clock {
  now(): Date
}

/** Makes the UUIDv7 (RFC 9562) ids of new rows. */
export type NewId = () => string

export const systemClock: Clock = { now: () => new Date() }

export const newUuidV7: NewId = () => v7()
