/** Who may write what to a ticket as it stands. */
import type { Status, Ticket } from '@deskhand/core/client'
import type { Session } from '../session/session.ts'
import type { Audience } from './composition.ts'
import type { composerTerms } from './terms.ts'

export interface Writing {
  /** Empty when nothing can be written. */
  readonly audiences: readonly Audience[]
  /** What has to be said about it. */
  readonly notice?: Extract<keyof typeof composerTerms.en, `closed${string}` | 'ticketDeleted'>
}

type Asking = Pick<Session, 'can' | 'capabilities'>

/**
 * `isWritten` tells of texts that have not been sent: somebody else may close the ticket while one is
 * being written, and then it stays in sight.
 */
export function writingOn(
  { side, status, deletedAt }: Pick<Ticket, 'side' | 'status' | 'deletedAt'>,
  session: Asking | undefined,
  isWritten: (audience: Audience) => boolean | undefined = () => false,
): Writing {
  const mayReply = session?.can('reply.create') ?? false
  const mayNote = side === 'agent' && (session?.can('note.create') ?? false)
  const both: readonly Audience[] = [
    ...(mayReply ? (['public'] as const) : []),
    ...(mayNote ? (['internal'] as const) : []),
  ]
  const written = both.filter(isWritten)
  if (deletedAt) return { audiences: written, notice: 'ticketDeleted' }
  if (status !== 'closed') return { audiences: both }
  if (side === 'agent') {
    const audiences = both.filter((one) => one === 'internal' || written.includes(one))
    return { audiences, notice: 'closedForAgents' }
  }
  const policy = session?.capabilities?.policy.replyToClosed
  if (policy === 'reject') return { audiences: written, notice: 'closedForGood' }
  if (policy === 'follow-up') return { audiences: both, notice: 'closedOpensAnother' }
  return { audiences: both }
}

/** Closing what is not resolved needs a reason, so it is not offered in passing. */
export function statesToSend(ticket: Ticket | undefined): readonly Status[] {
  if (!ticket || ticket.status === 'closed') return []
  return ticket.allowedTransitions.filter(
    (status) => status !== 'closed' || ticket.status === 'resolved',
  )
}

/** What stands in the empty field. */
export function placeholderOf(
  ticket: Pick<Ticket, 'side' | 'requester'> | undefined,
  isNote: boolean,
  terms: typeof composerTerms.en,
): string {
  if (isNote) return terms.notePlaceholder
  const name = ticket?.side === 'agent' ? ticket.requester.name : undefined
  return name ? terms.replyPlaceholder(name) : terms.answerPlaceholder
}
