/** Writes to tickets of two tenants in the process of the test. Each step emits events for feeds. */
import type { Actor, Helpdesk } from '@deskhand/core'
import type { Random } from './random.ts'

const tenants = ['default', 'acme']
const mostTickets = 12

export interface Writer {
  write(steps: number): Promise<void>
}

export function createWriter(helpdesk: Helpdesk, random: Random): Writer {
  const tickets: { readonly actor: Actor; readonly id: string }[] = []
  let count = 0

  async function step(): Promise<void> {
    const text = `Step ${++count}`
    if (tickets.length < 2 || (tickets.length < mostTickets && random.chance(0.2))) {
      const actor: Actor = { id: 'sue', role: 'supervisor', tenantId: random.pick(tenants) }
      const opening = { subject: text, description: 'It broke.', requesterId: 'ada' }
      const { id } = await helpdesk.as(actor).tickets.create(opening)
      tickets.push({ actor, id })
      return
    }
    const { actor, id: ticketId } = random.pick(tickets)
    const desk = helpdesk.as(actor)
    const kinds = [
      () => desk.tickets.update({ ticketId, metadata: { text } }),
      () => desk.replies.create({ ticketId, body: text }),
      () => desk.replies.create({ ticketId, body: text, audience: 'internal' }),
    ]
    await random.pick(kinds)()
  }

  return {
    async write(steps) {
      for (let n = 0; n < steps; n++) await step()
    },
  }
}
