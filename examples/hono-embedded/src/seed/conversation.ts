/** The turns of a problem, one after the other, until somebody stops answering. */
import { personNamed } from '../people/people.ts'
import type { TeamId } from '../people/teams.ts'
import type { Turn } from './problem.ts'
import type { Plot } from './story.ts'

const hal = personNamed('hal')
const grace = personNamed('grace')
const teamMember = { support: grace, billing: grace, platform: hal } as const satisfies Record<
  TeamId,
  unknown
>

/** Whether the ticket is resolved in the end. */
export function converse(plot: Plot): boolean {
  const { random, timeline } = plot
  for (const turn of plot.problem.turns) {
    take(plot, turn)
    if (turn.by !== 'agent') continue
    if (turn.status === 'on_hold') timeline.pause(random.chance(0.3) ? 500 : 90)
    if (turn.status === 'pending' && random.chance(0.15)) return fallSilent(plot)
  }
  return true
}

function take(plot: Plot, turn: Turn): void {
  const { timeline, requester, agent, fill } = plot
  const body = fill(turn.text)
  if (turn.by === 'transfer') handOver(plot, turn.team, body)
  else if (turn.by === 'agent') {
    timeline.after(5, agent, (desk, ticketId) =>
      desk.replies.create({ ticketId, body, status: turn.status }),
    )
  } else if (turn.by === 'note') {
    timeline.after(3, agent, (desk, ticketId) =>
      desk.replies.create({ ticketId, body, audience: 'internal' }),
    )
  } else if (requester) {
    timeline.after(20, requester, (desk, ticketId) => desk.replies.create({ ticketId, body }))
  }
}

function handOver(plot: Plot, teamId: TeamId, body: string): void {
  const from = plot.agent
  const to = teamMember[teamId]
  plot.timeline.after(3, from, async (desk, ticketId) => {
    await desk.replies.create({ ticketId, body, audience: 'internal' })
    if (from.id !== to.id) await desk.tickets.transfer({ ticketId, teamId, assigneeId: to.id })
  })
  plot.agent = to
}

/** The customer never answers: some tickets wait for good, others are resolved after a while. */
function fallSilent({ random, timeline, agent, fill }: Plot): boolean {
  if (random.chance(0.25)) return false
  timeline.pause(120)
  timeline.after(60, agent, (desk, ticketId) =>
    desk.replies.create({
      ticketId,
      body: fill(
        'Hi {customer}, I have not heard from you for a while and take it that this is settled. If it is not, just answer here and the ticket is open again.',
      ),
      status: 'resolved',
    }),
  )
  return true
}
