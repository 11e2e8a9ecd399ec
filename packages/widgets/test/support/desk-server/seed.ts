/** Tickets as they are in life: all states and priorities, long and short texts, several scripts. */

import type { Priority, Status } from '@deskhand/core'
import type { PersonId, TestHelpdesk } from '@deskhand/testing'

const subjects = [
  'Invoice for March shows the wrong company name',
  'Can’t sign in since the update',
  'Export to CSV stops after 1 000 rows',
  'Kalender: Umlaute in Terminen fehlen',
  'طلب استرداد المبلغ',
  'Webhook is delivered twice',
  'The booking page takes about a minute to load whenever somebody opens it on a phone with a slow connection, and then it shows the wrong month',
  'Dark mode',
  '領収書を再発行してください',
  'Two customers got the same confirmation number',
] as const

const priorities: readonly Priority[] = ['normal', 'high', 'low', 'urgent', 'normal']
const ends: readonly (Status | 'new')[] = [
  ...(['new', 'open', 'in_progress', 'pending', 'on_hold', 'resolved'] as const),
]

export async function seed(
  desk: Pick<TestHelpdesk, 'as'>,
  count: number,
): Promise<readonly string[]> {
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) {
    ids.push(await seedTicket(desk, index))
  }
  return ids
}

async function seedTicket(desk: Pick<TestHelpdesk, 'as'>, index: number): Promise<string> {
  const customers: readonly PersonId[] = ['ada', 'ben', 'carl']
  const customer = desk.as(customers[index % 3] as PersonId)
  const agent = desk.as(index % 2 === 0 ? 'grace' : 'hal')
  const { id: ticketId } = await customer.tickets.create({
    subject: subjects[index % subjects.length] as string,
    description: `It happens **every time** since Monday.\n\n- step ${index + 1}\n- and then nothing`,
  })
  const priority = priorities[index % priorities.length]
  if (priority !== 'normal') await agent.tickets.update({ ticketId, priority })
  const end = ends[index % ends.length]
  if (end === 'new') return ticketId
  await agent.tickets.assign({ ticketId, assigneeId: index % 2 === 0 ? 'grace' : 'hal' })
  await agent.replies.create({ ticketId, body: 'Thank you for writing. We are looking into it.' })
  await agent.replies.create({ ticketId, body: 'Seen before, see the wiki.', audience: 'internal' })
  await customer.replies.create({ ticketId, body: 'Any news?' })
  const { status } = await agent.tickets.get({ ticketId })
  if (end !== undefined && status !== end) await agent.tickets.transition({ ticketId, status: end })
  return ticketId
}
