/** The typed client over HTTP, and what the types know of the plugin. */
import { createHelpdeskClient } from '@deskhand/core/client'
import { createTestHelpdesk } from '@deskhand/testing'
import { expect, expectTypeOf, it } from 'vitest'
import { type Sla, slaClient } from '../src/client.ts'
import { sla } from '../src/index.ts'

it('reads promises, and lists by them', async () => {
  const desk = await createTestHelpdesk({ plugins: [sla()] })
  const client = createHelpdeskClient({
    baseUrl: 'http://app.example/helpdesk',
    auth: { mode: 'bearer', getToken: () => 'grace' },
    fetch: (url, init) => desk.helpdesk.fetch(new Request(url, init)),
    plugins: [slaClient()],
  })
  const { id: ticketId } = await desk.as('ada').tickets.create({ subject: 'x', description: 'x' })
  const state = 'on-track'
  expect(await client.sla.of({ ticketId })).toMatchObject({ sla: { state } })
  const { data } = await client.tickets.list({
    sla: [state],
    sort: 'slaDue',
    order: 'asc',
    include: ['sla'],
  })
  expect(data).toMatchObject([{ id: ticketId, sla: { state } }])
  expectTypeOf(data[0]?.sla).toEqualTypeOf<Sla | null | undefined>()
  // @ts-expect-error: there is no such state
  await expect(client.tickets.list({ sla: ['late'] })).rejects.toMatchObject({ status: 400 })
  // @ts-expect-error: there is no such sort
  await expect(client.tickets.list({ sort: 'sla' })).rejects.toMatchObject({ status: 400 })
  await desk.close()
})
