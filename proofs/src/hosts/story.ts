/**
 * Writes tickets over two changes of daylight saving time and prints what it reads back: the same,
 * wherever the process and the database think they are. With `STORY=read` it only reads.
 */
import { type Actor, createHelpdesk } from '@deskhand/core'
import { postgres } from '@deskhand/core/postgres'
import { sqlite } from '@deskhand/core/sqlite'
import { ledger } from '../ledger.ts'

const { DATABASE_URL, DATABASE_FILE, STORY } = process.env

/** The hours in which European clocks show 2:30 twice, and never. */
const changes = ['2026-03-29T00:00:00.000Z', '2026-10-25T00:00:00.000Z'].map(Date.parse)
const step = 30 * 60_000
const steps = 6

let now = changes[0] as number
let count = 0
const helpdesk = createHelpdesk({
  database: DATABASE_URL ? postgres({ url: DATABASE_URL }) : sqlite({ file: DATABASE_FILE ?? '' }),
  secret: 'a secret that is only good for proofs',
  authenticate: () => null,
  plugins: [ledger({ every: step })],
  // Or the tickets of spring would be closed in autumn.
  policy: { autoCloseDays: null },
  clock: { now: () => new Date(now) },
  newId: () => `019caf00-0000-7000-8000-${(count++).toString(16).padStart(12, '0')}`,
})
const grace: Actor = { id: 'grace', role: 'agent' }
const { tickets, replies } = helpdesk.as(grace)

async function write(): Promise<void> {
  await helpdesk.migrate()
  for (const change of changes) {
    for (now = change; now < change + steps * step; now += step) {
      const opening = { subject: new Date(now).toISOString(), description: 'At that time.' }
      const { id: ticketId } = await tickets.create({ ...opening, requesterId: 'ada' })
      now += 1
      await replies.create({ ticketId, body: 'A millisecond later.', status: 'resolved' })
      await helpdesk.runDue()
      now -= 1
    }
  }
}

/** Every list of a half hour, by each of the times, and the whole walk by pages of two. */
async function read(): Promise<unknown> {
  const found: unknown[] = []
  for (const change of changes) {
    for (let at = change; at < change + steps * step; at += step) {
      const [from, to] = [at, at + step].map((time) => new Date(time).toISOString())
      for (const field of ['created', 'updated', 'resolved']) {
        const range = { [field]: { from, to } }
        found.push((await tickets.list(range)).data.map(({ subject }) => subject))
      }
    }
  }
  for (let cursor: string | undefined; ; ) {
    const { data, page } = await tickets.list({ limit: 2, sort: 'updated', order: 'asc', cursor })
    for (const ticket of data) {
      const said = await replies.list({ ticketId: ticket.id })
      found.push({ ...ticket, replies: said.data })
    }
    if (page.nextCursor === null) return found
    cursor = page.nextCursor
  }
}

if (STORY !== 'read') await write()
now = (changes[1] as number) + steps * step
console.log(JSON.stringify(await read()))
await helpdesk.close()
