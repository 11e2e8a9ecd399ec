/** What callers pass in and get back. Times are ISO 8601 strings in UTC. */
import type { Priority } from '@deskhand/core/client'

/**
 * `met` was answered in time. `breached` was not, or is not answered though its time is up. The other
 * two wait for an answer: `at-risk` when little of the time is left.
 */
export type SlaState = 'on-track' | 'at-risk' | 'breached' | 'met'

/** The promise of a first answer. */
export interface Sla {
  readonly state: SlaState
  /** Until when the first answer was promised. */
  readonly dueAt: string
  /** When it came; null while it is missing. */
  readonly metAt: string | null
}

export interface SlaOfTicket {
  /** Null for a ticket without a promise. */
  readonly sla: Sla | null
}

export interface SlaApi {
  /** The promise on one ticket. Throws `not_found` (404) and `forbidden` (403). */
  of(input: { readonly ticketId: string }): Promise<SlaOfTicket>
}

/** Minutes until the first answer; `null` promises nothing. */
export type SlaTargets = Readonly<Record<Priority, number | null>>

export interface SlaOptions {
  /** Default: urgent 60, high 240, normal 480, low 1 440 minutes. */
  readonly targets?: Partial<SlaTargets> | undefined
  /** The last part of the time, in which a ticket is at risk. Default 0.25. */
  readonly atRisk?: number | undefined
}

/** What the plugin adds to core's operations. */
export interface SlaAdditions {
  readonly ticketFilters: { readonly sla?: readonly SlaState[] | undefined }
  /** Tickets that wait for their first answer, by when it is due. */
  readonly ticketSorts: { readonly slaDue: true }
  /** Absent on the customer side. */
  readonly ticketFields: { readonly sla?: Sla | null }
}
