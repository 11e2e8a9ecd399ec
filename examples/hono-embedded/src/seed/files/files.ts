/** Which files come with a ticket. Small ones, made here; nothing happens without the plugin. */
import type { DemoApi } from '../../helpdesk.ts'
import type { Story } from '../story.ts'
import { wordLetter } from './letter.ts'
import { pdfPage } from './page.ts'
import { calendarPicture } from './picture.ts'

interface SeededFile {
  readonly name: string
  readonly body: Uint8Array
}

type File = (story: Story, number: number) => SeededFile

const text = (name: string, lines: readonly string[]): SeededFile => ({
  name,
  body: Buffer.from(`${lines.join('\n')}\n`),
})

const invoice: File = ({ opener }, number) => ({
  name: 'invoice.pdf',
  body: pdfPage(`Invoice LB-${2_400 + number}`, [
    `For ${opener.email}`,
    'Larkbook Studio, 2 seats, one month: 49.00 EUR',
    'Paid by card. Thank you.',
  ]),
})

const screenshot: File = (_story, number) => ({
  name: 'Screenshot of the week.png',
  body: calendarPicture(Array.from({ length: number % 6 }, (_, n) => (n * 11 + number) % 35)),
})

const log: File = (_story, number) =>
  text('sync.log', [
    '09:00:01 sync started',
    `09:00:04 fetched ${number % 40} bookings`,
    '09:00:04 error: 409 the remote calendar was changed meanwhile',
    '09:00:05 sync stopped, next try in 15 minutes',
  ])

const bookings: File = (_story, number) =>
  text('bookings.csv', [
    'date;time;customer;seats',
    ...Array.from(
      { length: 5 },
      (_, n) => `2026-02-${10 + n};18:30;Guest ${number + n};${1 + (n % 3)}`,
    ),
  ])

const wishes: File = ({ input }) => ({
  name: 'Our wishes.docx',
  body: wordLetter([input.subject.replaceAll(/[<>&]/g, ' '), 'We talked about it in the team.']),
})

const fileOf: Partial<Record<Story['category'], File>> = {
  Billing: invoice,
  Bookings: screenshot,
  'Calendar sync': log,
  'Integrations and API': log,
  'Import and export': bookings,
  'Mobile app': screenshot,
  Ideas: wishes,
}

/** Every so many tickets of a customer has a file. */
const share = 4

/** Uploads what will come with the ticket; gives the ids of the drafts. */
export async function upload(desk: DemoApi, story: Story, number: number): Promise<string[]> {
  const make = fileOf[story.category]
  if (!desk.attachments || !make || number % share !== 0) return []
  const { id } = await desk.attachments.upload(make(story, number))
  return [id]
}
