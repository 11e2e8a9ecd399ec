/** How a ticket comes in: written by the customer, or taken down by an agent who was called. */
import type { TicketCreateInput } from '@deskhand/core'
import { customers, type DemoPerson, personNamed } from '../people/people.ts'
import { converse } from './conversation.ts'
import { finish } from './ending.ts'
import type { CategoryName, Problem } from './problem.ts'
import type { Random } from './random.ts'
import { createTimeline, type Plot, type Story } from './story.ts'
import { tagsOf } from './tags.ts'
import { triage, turnAway } from './triage.ts'
import { wordingOf } from './wording.ts'

const paceOf = { urgent: 0.3, high: 0.6, normal: 1, low: 1.6 } as const

/** People who asked without being customers yet. */
const strangers = [
  { name: 'Tomasz Zielinski', email: 'tomasz@studio-nadzieja.example' },
  { name: 'Maya Fernandes', email: 'maya.fernandes@casa-do-barro.example' },
  { name: 'Anna Sørli', email: 'anna@fjelldans.example' },
  { name: 'Yusuf Demir', email: 'hello@atelier-demir.example' },
]

export interface Beginning {
  readonly problem: Problem
  readonly at: number
  readonly requester: DemoPerson
}

export function tellStory({ problem, at, requester }: Beginning, random: Random): Story {
  const canBeStranger = problem.turns.every(({ by }) => by !== 'customer')
  if (canBeStranger && random.chance(0.2)) return askedByStranger(problem, at, random)

  const colleague = colleagueOf(requester, random)
  const fill = wordingOf(problem, requester.name, colleague.name, random)
  const agent = agentFor(problem.category, random)
  const called = random.chance(0.08)
  const input: TicketCreateInput = {
    subject: fill(random.pick(problem.subjects)),
    description: fill(random.pick(problem.texts)),
    ...(random.chance(0.12) && { cc: [colleague.id] }),
    ...(called && {
      requesterId: requester.id,
      priority: problem.priority,
      assigneeId: agent.id,
      metadata: { channel: 'phone' },
    }),
  }
  const timeline = createTimeline(at, random, paceOf[problem.priority])
  const plot: Plot = { random, problem, fill, requester, agent, timeline }
  if (!called && random.chance(0.025)) turnAway(plot)
  else {
    if (!called) triage(plot)
    if (converse(plot)) finish(plot)
  }
  return {
    at,
    opener: called ? agent : requester,
    category: problem.category,
    input,
    tags: tagsOf(problem),
    steps: timeline.steps,
  }
}

function askedByStranger(problem: Problem, at: number, random: Random): Story {
  const { name, email } = random.pick(strangers)
  const fill = wordingOf(problem, name, 'Mika Virtanen', random)
  const agent = agentFor(problem.category, random)
  const timeline = createTimeline(at, random, 1)
  const plot: Plot = { random, problem, fill, requester: null, agent, timeline }
  if (converse(plot)) finish(plot)
  return {
    at,
    opener: agent,
    category: problem.category,
    input: {
      subject: fill(random.pick(problem.subjects)),
      description: fill(random.pick(problem.texts)),
      requesterEmail: email,
      requesterName: name,
      metadata: { channel: 'e-mail' },
    },
    tags: tagsOf(problem),
    steps: timeline.steps,
  }
}

/** Somebody else of the same organisation; each has at least two people. */
function colleagueOf(person: DemoPerson, random: Random): DemoPerson {
  return random.pick(
    customers.filter(
      ({ id, organisationId }) => id !== person.id && organisationId === person.organisationId,
    ),
  )
}

const [grace, hal, sue] = [personNamed('grace'), personNamed('hal'), personNamed('sue')]

function agentFor(category: CategoryName, random: Random): DemoPerson {
  if (random.chance(0.06)) return sue
  if (category === 'Billing') return random.chance(0.85) ? grace : hal
  if (category === 'Integrations and API' || category === 'Calendar sync') {
    return random.chance(0.75) ? hal : grace
  }
  return random.chance(0.5) ? grace : hal
}
