/** Somebody looks at a new ticket, says how urgent it is and who takes it. */
import type { DemoApi } from '../helpdesk.ts'
import { personNamed } from '../people/people.ts'
import type { TeamId } from '../people/teams.ts'
import type { CategoryName } from './problem.ts'
import type { Plot } from './story.ts'
import { tag, tagsOf } from './tags.ts'

const teamOf: Partial<Record<CategoryName, TeamId>> = {
  Billing: 'billing',
  'Calendar sync': 'platform',
  'Integrations and API': 'platform',
}

const sue = personNamed('sue')
const plans = ['Solo', 'Studio', 'Team']

export function triage(plot: Plot): void {
  const { random, problem, agent, timeline } = plot
  const { priority } = problem
  const teamId = teamOf[problem.category] ?? 'support'
  const metadata = random.chance(0.35)
    ? { plan: random.pick(plans), account: `A-${random.integer(1000, 1999)}` }
    : undefined
  const sort = async (desk: DemoApi, ticketId: string) => {
    await tag(desk, ticketId, tagsOf(problem))
    if (priority !== 'normal' || metadata)
      await desk.tickets.update({ ticketId, priority, metadata })
  }

  if (random.chance(0.12)) timeline.pause(70)
  const way = random.next()
  if (way < 0.2) {
    timeline.after(2.5, sue, async (desk, ticketId) => {
      await sort(desk, ticketId)
      await desk.tickets.transfer({ ticketId, teamId, assigneeId: agent.id })
    })
  } else if (way < 0.3) {
    timeline.after(2.5, sue, async (desk, ticketId) => {
      await sort(desk, ticketId)
      await desk.tickets.transfer({ ticketId, teamId })
    })
  } else if (way < 0.9) {
    timeline.after(2.5, agent, async (desk, ticketId) => {
      await sort(desk, ticketId)
      await desk.tickets.assign({ ticketId, assigneeId: agent.id })
    })
  } else {
    timeline.after(2, agent, sort)
  }
}

/** Closed without being resolved, for a reason that only the agents see. */
export function turnAway({ random, timeline }: Plot): void {
  const reason = random.pick([
    'Sent twice by the same customer, the other ticket is being worked on.',
    'Meant for another company of the same name; told the sender by phone.',
    'The customer called in the meantime and solved it with us on the phone.',
  ])
  timeline.after(3, sue, (desk, ticketId) =>
    desk.tickets.transition({ ticketId, status: 'closed', reason }),
  )
}
