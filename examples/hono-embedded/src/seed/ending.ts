/** What happens after a ticket was resolved: most are closed, and for some that is not the end. */
import { personNamed } from '../people/people.ts'
import type { Plot } from './story.ts'

const sue = personNamed('sue')

export function finish(plot: Plot): void {
  if (plot.requester && plot.random.chance(0.4)) confirm(plot)
  else tidyUp(plot)
  if (plot.requester && plot.random.chance(0.06)) followUp(plot)
  else if (plot.random.chance(0.03)) reopen(plot)
}

/** The customer says that it is done. */
function confirm({ timeline, requester }: Plot): void {
  if (!requester) return
  timeline.after(14, requester, (desk, ticketId) =>
    desk.tickets.transition({ ticketId, status: 'closed' }),
  )
}

/** The supervisor closes what nobody came back to, before the helpdesk does so by itself. */
function tidyUp({ timeline, random }: Plot): void {
  timeline.pause(96 + 60 * random.next())
  timeline.after(0, sue, (desk, ticketId) =>
    desk.tickets.transition({ ticketId, status: 'closed' }),
  )
}

/** An answer to a closed ticket makes a new one, linked to the old. */
function followUp({ timeline, requester, agent, fill }: Plot): void {
  if (!requester) return
  let followUpId: string | undefined
  timeline.pause(120)
  timeline.after(60, requester, async (desk, ticketId) => {
    const body = fill(
      'Hello again, I am afraid it has come back: on {weekday} it was just as before.',
    )
    const { followUp } = await desk.replies.create({ ticketId, body })
    followUpId = followUp?.id
  })
  timeline.after(4, agent, async (desk) => {
    if (followUpId === undefined) return
    await desk.tickets.assign({ ticketId: followUpId, assigneeId: agent.id })
    await desk.replies.create({
      ticketId: followUpId,
      body: fill(
        'Hi {customer}, I am sorry to hear that. I have the first ticket in front of me and am looking into it again.',
      ),
      status: 'in_progress',
    })
  })
}

/** The supervisor had a second look. */
function reopen({ timeline, agent, fill }: Plot): void {
  timeline.after(30, sue, async (desk, ticketId) => {
    await desk.tickets.transition({ ticketId, status: 'open' })
    await desk.replies.create({
      ticketId,
      body: 'Reopened: the answer is right, but the help page that we link to is out of date. Please send the new one.',
      audience: 'internal',
    })
  })
  timeline.after(6, agent, (desk, ticketId) =>
    desk.replies.create({
      ticketId,
      body: fill(
        'Hi {customer}, one more thing: here is the up-to-date help page, the old one has moved. Everything else stays as I wrote.',
      ),
      status: 'resolved',
    }),
  )
  timeline.pause(100)
  timeline.after(0, sue, (desk, ticketId) =>
    desk.tickets.transition({ ticketId, status: 'closed' }),
  )
}
