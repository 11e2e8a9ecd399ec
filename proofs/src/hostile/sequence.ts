/** Random sequences of things that people do, each of which is allowed or refused. */
import type { Random } from '../random.ts'
import { people } from './ground.ts'

export interface Step {
  readonly who: string
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

const statuses = ['new', 'open', 'in_progress', 'pending', 'on_hold', 'resolved', 'closed']
const staff = ['grace', 'hal', 'sue', 'root']

export const secret = 'secret-4711'

export interface Known {
  readonly tickets: readonly string[]
  readonly categories: readonly string[]
}

/** What may follow. Only texts that customers must not see have the secret in them. */
export function nextStep(random: Random, { tickets, categories }: Known): Step {
  const who = random.pick([...people, 'sue', 'root', 'grace'])
  const ticketId = random.pick(tickets)
  const at = (rest: string) => `/tickets/${ticketId}${rest}`
  const person = random.pick(people)
  return random.pick<() => Step>([
    () => ({ who, method: 'POST', path: '/tickets', body: newTicket(random, tickets) }),
    () => ({ who, method: 'PATCH', path: at(''), body: update(random, categories) }),
    () => ({ who, method: 'PATCH', path: at(''), body: update(random, categories) }),
    () => transition(random, who, ticketId),
    () => transition(random, who, ticketId),
    () => transition(random, who, ticketId),
    () => reply(random, who, ticketId),
    () => reply(random, who, ticketId),
    () => ({ who, method: 'POST', path: at('/assign'), body: { assigneeId: random.pick(staff) } }),
    () => ({ who, method: 'POST', path: at('/unassign') }),
    () => ({
      who,
      method: 'POST',
      path: at('/transfer'),
      body: { teamId: random.pick([secret, null]), assigneeId: random.pick([...staff, null]) },
    }),
    () => ({ who, method: 'POST', path: at('/participants'), body: { personId: person } }),
    () => ({ who, method: 'DELETE', path: at(`/participants/${person}`) }),
    () => ({ who, method: 'PUT', path: at('/tags'), body: { names: tagNames(random) } }),
    () => ({ who, method: 'POST', path: at('/tags'), body: { names: tagNames(random) } }),
    () => ({
      who,
      method: 'POST',
      path: '/tickets/bulk-transition',
      body: {
        ticketIds: [ticketId, random.pick(tickets)],
        status: random.pick(statuses),
        reason: secret,
      },
    }),
    () => ({ who, method: 'DELETE', path: at('') }),
    () => ({ who: 'root', method: 'POST', path: at('/restore') }),
    () => ({ who, method: 'POST', path: at('/restore') }),
  ])()
}

function newTicket(random: Random, tickets: readonly string[]): object {
  return {
    subject: 'Broken',
    description: 'It **burns**.',
    ...(random.chance(0.3) && { cc: [random.pick(people)] }),
    ...(random.chance(0.2) && { requesterId: random.pick(people) }),
    ...(random.chance(0.2) && { followUpOfId: random.pick(tickets) }),
    ...(random.chance(0.2) && { metadata: { secret } }),
  }
}

function update(random: Random, categories: readonly string[]): object {
  return random.pick([
    { priority: random.pick(['low', 'normal', 'high', 'urgent']) },
    { metadata: { secret: random.pick([secret, null]), n: random.between(1, 9) } },
    { subject: `Broken ${random.between(1, 9)}` },
    { categoryId: random.pick([...categories, null]) },
  ])
}

function transition(random: Random, who: string, ticketId: string): Step {
  const body = { status: random.pick(statuses), reason: secret }
  return { who, method: 'POST', path: `/tickets/${ticketId}/transition`, body }
}

function reply(random: Random, who: string, ticketId: string): Step {
  const isNote = random.chance(0.4)
  const body = {
    body: isNote ? secret : 'Well.',
    ...(isNote && { audience: 'internal' }),
    ...(random.chance(0.3) && { status: random.pick(statuses) }),
  }
  return { who, method: 'POST', path: `/tickets/${ticketId}/replies`, body }
}

function tagNames(random: Random): string[] {
  return random.pick([[secret], ['known'], ['known', secret], []])
}
