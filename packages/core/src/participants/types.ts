import type { PersonSummary } from '../people/types.ts'

export interface Participant {
  readonly person: PersonSummary
  readonly kind: 'requester' | 'cc'
  readonly createdAt: string
}

export interface ParticipantAddInput {
  readonly ticketId: string
  readonly personId?: string | undefined
  /** Instead of `personId`: found among the host's people or put into the directory. */
  readonly email?: string | undefined
  readonly name?: string | undefined
}

export interface ParticipantRemoveInput {
  readonly ticketId: string
  readonly personId: string
}
