/** What a ticket has to look like after each request: the rules of the domain, said a second time. */
import { type Status, transitions } from '@deskhand/core'
import type { Asked } from '../caller.ts'
import type { PersonId } from '../people.ts'

/** A ticket as far as requests of the workload change it. */
export interface TicketState {
  readonly status: Status
  readonly priority: string
  readonly assigneeId: string | null
  readonly metadata: Readonly<Record<string, unknown>>
  readonly reopenCount: number
  readonly version: number
  /** Ids of people, sorted. */
  readonly participants: readonly string[]
  /** Audience and text of each reply and note, sorted. */
  readonly replies: readonly string[]
}

export interface Effect {
  readonly status: number
  readonly after: TicketState
}

/** What one request does to one ticket. */
type Rule = (before: TicketState) => Effect

export interface Operation {
  readonly request: Omit<Asked, 'key' | 'version'>
  readonly rule: Rule
}

const unchanged = (before: TicketState, status: number): Effect => ({ status, after: before })

function changed(before: TicketState, status: number, changes: Partial<TicketState>): Effect {
  return { status, after: { ...before, ...changes, version: before.version + 1 } }
}

export function replyText(audience: string, body: string): string {
  return `${audience}: ${body}`
}

const withReply = ({ replies }: TicketState, audience: string, body: string) => ({
  replies: [...replies, replyText(audience, body)].toSorted(),
})

export function update(as: PersonId, path: string, priority: string, note: string): Operation {
  return {
    request: { as, method: 'PATCH', path, body: { priority, metadata: { note } } },
    rule: (before) => changed(before, 200, { priority, metadata: { ...before.metadata, note } }),
  }
}

export function assign(as: PersonId, path: string, assigneeId: string | null): Operation {
  const request =
    assigneeId === null
      ? { as, method: 'POST' as const, path: `${path}/unassign` }
      : { as, method: 'POST' as const, path: `${path}/assign`, body: { assigneeId } }
  return { request, rule: (before) => assigned(before, assigneeId) }
}

export function assigned(before: TicketState, assigneeId: string | null): Effect {
  if (before.assigneeId === assigneeId) return unchanged(before, 200)
  const from = assigneeId === null ? 'in_progress' : 'new'
  const status = before.status === from ? 'open' : before.status
  return changed(before, 200, { assigneeId, status })
}

/** By the supervisor, who may close and reopen. */
export function move(path: string, to: Status, reason: string): Operation {
  return {
    request: {
      as: 'sue',
      method: 'POST',
      path: `${path}/transition`,
      body: { status: to, reason },
    },
    rule: (before) => {
      if (before.status === to) return unchanged(before, 200)
      if (!transitions[before.status][to]) return unchanged(before, 409)
      const isFinished = before.status === 'resolved' || before.status === 'closed'
      const isReopening = isFinished && to !== 'resolved' && to !== 'closed'
      return changed(before, 200, {
        status: to,
        ...withReply(before, 'internal', reason),
        ...(to === 'resolved' && before.assigneeId === null && { assigneeId: 'sue' }),
        ...(isReopening && { reopenCount: before.reopenCount + 1 }),
      })
    },
  }
}

export function note(as: PersonId, path: string, body: string): Operation {
  return {
    request: { as, method: 'POST', path: `${path}/replies`, body: { body, audience: 'internal' } },
    rule: (before) => changed(before, 201, withReply(before, 'internal', body)),
  }
}

/** A closed ticket takes no replies of agents; the workload lets customers leave it alone. */
export function reply(as: PersonId, path: string, body: string): Operation {
  const comesBack = as === 'ada' ? ['pending', 'on_hold', 'resolved'] : ['new']
  return {
    request: { as, method: 'POST', path: `${path}/replies`, body: { body } },
    rule: (before) => {
      if (before.status === 'closed') return unchanged(before, 409)
      const { status, reopenCount } = before
      return changed(before, 201, {
        ...withReply(before, 'public', body),
        status: comesBack.includes(status) ? 'open' : status,
        reopenCount: as === 'ada' && status === 'resolved' ? reopenCount + 1 : reopenCount,
      })
    },
  }
}

export function addParticipant(path: string, personId: string): Operation {
  return {
    request: { as: 'grace', method: 'POST', path: `${path}/participants`, body: { personId } },
    rule: (before) =>
      before.participants.includes(personId)
        ? unchanged(before, 201)
        : changed(before, 201, { participants: [...before.participants, personId].toSorted() }),
  }
}

export function removeParticipant(path: string, personId: string): Operation {
  return {
    request: { as: 'grace', method: 'DELETE', path: `${path}/participants/${personId}` },
    rule: (before) =>
      before.participants.includes(personId)
        ? changed(before, 204, {
            participants: before.participants.filter((other) => other !== personId),
          })
        : unchanged(before, 404),
  }
}
