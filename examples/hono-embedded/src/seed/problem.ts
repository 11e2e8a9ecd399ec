/** What a seeded ticket is made of: a problem that customers of the demo app have, and its conversation. */
import type { Priority } from '@deskhand/core'
import type { TeamId } from '../people/teams.ts'

export type CategoryName =
  | 'Billing'
  | 'Bookings'
  | 'Calendar sync'
  | 'Account and access'
  | 'Integrations and API'
  | 'Import and export'
  | 'Mobile app'
  | 'Ideas'

/**
 * One turn of a conversation. Texts may hold blanks such as `{invoice}`, filled alike throughout a
 * ticket.
 */
export type Turn =
  | { readonly by: 'agent'; readonly text: string; readonly status?: AnsweredStatus }
  | { readonly by: 'customer'; readonly text: string }
  | { readonly by: 'note'; readonly text: string }
  | { readonly by: 'transfer'; readonly text: string; readonly team: TeamId }

/** Where an agent's reply moves the ticket. */
type AnsweredStatus = 'pending' | 'in_progress' | 'on_hold' | 'resolved'

export interface Problem {
  readonly category: CategoryName
  readonly priority: Priority
  readonly subjects: readonly string[]
  readonly texts: readonly string[]
  /** What the blanks of this problem may be filled with, besides those that every problem has. */
  readonly blanks?: Readonly<Record<string, readonly string[]>>
  readonly turns: readonly Turn[]
}

/** The agent asks back and waits for the customer. */
export const asks = (text: string): Turn => ({ by: 'agent', text, status: 'pending' })
/** The agent is on it. */
export const worksOn = (text: string): Turn => ({ by: 'agent', text, status: 'in_progress' })
/** The agent waits for a third party. */
export const waits = (text: string): Turn => ({ by: 'agent', text, status: 'on_hold' })
export const solves = (text: string): Turn => ({ by: 'agent', text, status: 'resolved' })
export const says = (text: string): Turn => ({ by: 'agent', text })
export const customer = (text: string): Turn => ({ by: 'customer', text })
export const note = (text: string): Turn => ({ by: 'note', text })
/** The agent hands the ticket over to another team, with a note that says why. */
export const handsTo = (team: TeamId, text: string): Turn => ({ by: 'transfer', text, team })
