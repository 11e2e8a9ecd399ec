/** The next request of a worker: chosen at random, about tickets that are its own. */
import { statuses } from '@deskhand/core'
import type { Asked } from '../caller.ts'
import type { PersonId } from '../people.ts'
import type { Random } from '../random.ts'
import {
  addParticipant,
  assign,
  assigned,
  move,
  note,
  type Operation,
  removeParticipant,
  reply,
  type TicketState,
  update,
} from './model.ts'

const agents: readonly PersonId[] = ['grace', 'hal', 'sue']
const mostTickets = 6

/** A ticket is known by its subject, which no other has. */
export interface Known {
  readonly subject: string
  readonly id: string
  readonly number: number
  readonly state: TicketState
}

/** A request that is under way, and what it makes of its tickets. */
export interface Attempt {
  readonly asked: Asked
  readonly status: number
  readonly changes: readonly Change[]
}

export interface Change {
  readonly subject: string
  /** `null` before it is opened. */
  readonly before: TicketState | null
  readonly after: TicketState
}

export interface Workload {
  next(known: readonly Known[]): Attempt
}

export function createWorkload(name: string, random: Random): Workload {
  let count = 0

  /** Names what comes from one request, so that it can be found again. */
  const token = () => `${name}-${++count}`

  const isKeyed = () => random.chance(0.7)

  function open(): Attempt {
    const subject = `proof ${token()}`
    const assigneeId = random.chance(0.3) ? random.pick(agents) : null
    const cc = random.chance(0.5) ? ['ben'] : []
    const after: TicketState = {
      status: assigneeId === null ? 'new' : 'open',
      priority: 'normal',
      assigneeId,
      metadata: {},
      reopenCount: 0,
      version: 1,
      participants: ['ada', ...cc],
      replies: [],
    }
    return {
      status: 201,
      changes: [{ subject, before: null, after }],
      asked: {
        as: 'grace',
        method: 'POST',
        path: '/tickets',
        body: { subject, description: 'It broke.', requesterId: 'ada', assigneeId, cc },
        ...(isKeyed() && { key: token() }),
      },
    }
  }

  function assignAll(known: readonly Known[]): Attempt {
    const assigneeId = random.pick([...agents, null])
    return {
      status: 200,
      changes: known.map(({ subject, state }) => ({
        subject,
        before: state,
        after: assigned(state, assigneeId).after,
      })),
      asked: {
        as: 'sue',
        method: 'POST',
        path: '/tickets/bulk-assign',
        body: { ticketIds: known.map(({ id }) => id), assigneeId },
        ...(isKeyed() && { key: token() }),
      },
    }
  }

  function operation({ id, state }: Known): Operation {
    const path = `/tickets/${id}`
    const agent = random.pick(agents)
    const author = state.status === 'closed' || random.chance(0.5) ? agent : 'ada'
    const kinds = [
      () => update(agent, path, random.pick(['low', 'normal', 'high', 'urgent']), token()),
      () => assign(agent, path, random.pick([...agents, null])),
      () => move(path, random.pick(statuses), token()),
      () => note(agent, path, token()),
      () => reply(author, path, token()),
      () => reply(author, path, token()),
      () => addParticipant(path, random.pick(['ben', 'clara'])),
      () => removeParticipant(path, random.pick(['ben', 'clara'])),
    ]
    return random.pick(kinds)()
  }

  return {
    next(known) {
      if (known.length < 2 || (known.length < mostTickets && random.chance(0.15))) return open()
      if (random.chance(0.1)) return assignAll(known)
      const ticket = random.pick(known)
      const { request, rule } = operation(ticket)
      const { status, after } = rule(ticket.state)
      return {
        status,
        changes: [{ subject: ticket.subject, before: ticket.state, after }],
        asked: {
          ...request,
          ...(request.method === 'POST' && isKeyed() && { key: token() }),
          ...(request.method === 'PATCH' && { version: ticket.state.version }),
        },
      }
    },
  }
}
