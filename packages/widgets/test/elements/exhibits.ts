/** All elements for pages, each with what it needs to be shown. */
import type { Ticket } from '@deskhand/core/client'
import all from '../../src/all.ts?raw'
import { openDesk, type TestDesk } from '../support/desk.ts'
import type { Exhibit } from './exhibit.ts'
import { pageExhibits } from './page-exhibits.ts'
import { smallExhibits } from './small-exhibits.ts'
import { tagExhibits } from './tag-exhibits.ts'
import { ticketExhibits } from './ticket-exhibits.ts'

/** What `@deskhand/widgets/all` registers. */
export const publicTags: readonly string[] = [...all.matchAll(/\/(deskhand-[\w-]+)\.ts'/g)].flatMap(
  ([, tag]) => tag ?? [],
)

/** Those and their parts. */
export const allTags: readonly string[] = Object.keys(
  import.meta.glob('../../src/define/*.ts'),
).map((file) => file.replace(/^.*\/|\.ts$/g, ''))

/** A helpdesk with two seeded tickets and a few of Ada's, one of which has everything. */
export async function openExhibits(): Promise<{
  readonly desk: TestDesk
  readonly exhibits: Readonly<Record<string, Exhibit>>
}> {
  const desk = await openDesk({ tickets: 2 })
  const ticket = await fullTicket(desk)
  const exhibits = {
    ...smallExhibits,
    ...ticketExhibits(desk, ticket),
    ...tagExhibits(ticket.id),
    ...pageExhibits(ticket.id),
  }
  return { desk, exhibits }
}

async function fullTicket(desk: TestDesk): Promise<Ticket> {
  const ada = desk.client('ada')
  const grace = desk.client('grace')
  const sue = desk.client('sue')
  await sue.categories.create({ name: 'Billing' })
  for (const subject of ['The lamp is out', 'The bell rings', 'The door is open']) {
    await ada.tickets.create({ subject, description: 'Since Monday.' })
  }
  const { id: attachment } = await ada.attachments.upload({
    name: 'screenshot.png',
    body: await picture(),
  })
  const { id: ticketId } = await ada.tickets.create({
    subject: 'The printer smokes',
    description: 'It happens **every time**.',
    attachments: [attachment],
  })
  const target = { ticketId, attachmentId: attachment }
  await desk.client('root').attachments.release(target)
  await sue.tags.create({ name: 'quiet', colour: '#15803d', icon: 'bug' })
  await grace.tags.add({ ticketId, names: ['vip'] })
  await grace.tickets.assign({ ticketId, assigneeId: 'grace' })
  await grace.replies.create({ ticketId, body: 'Which one?' })
  await grace.replies.create({ ticketId, body: 'Seen before.', audience: 'internal' })
  return grace.tickets.get({ ticketId, include: ['attachments'] })
}

async function picture(): Promise<File> {
  const canvas = new OffscreenCanvas(320, 200)
  canvas.getContext('2d')?.fillRect(40, 40, 80, 80)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new File([blob], 'screenshot.png', { type: 'image/png' })
}
