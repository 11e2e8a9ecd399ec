/** A plugin's route that answers with a reply of core, as core itself would. */
import { expect, it } from 'vitest'
import { z } from 'zod'
import { openHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import type { HelpdeskPlugin } from './contract.ts'
import { id, replyOutput, route } from './index.ts'

const pinned: HelpdeskPlugin = {
  id: 'pinned',
  version: '1.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: () => ({}),
    routes: [
      route({
        method: 'GET',
        path: '/tickets/:ticketId/replies/:replyId',
        operationId: 'pinned.get',
        summary: 'Read a pinned reply',
        tag: 'Pinned',
        permission: 'ticket.read',
        input: z.strictObject({ ticketId: id(), replyId: id() }),
        status: 200,
        response: replyOutput,
        handler: (call, { input }) => call.core.replies.get(input),
      }),
    ],
  }),
}

it.each(engines)('documents and answers with a reply of core on $name', async (engine) => {
  const desk = await openHelpdesk(engine, { plugins: [pinned] })
  const { id: ticketId } = await desk.as('ada').tickets.create({ subject: 'x', description: 'y' })
  const { reply } = await desk.as('grace').replies.create({ ticketId, body: 'Hello' })
  const answer = await desk.request(
    'ada',
    'GET',
    `/tickets/${ticketId}/replies/${reply?.id}/pinned`,
  )
  expect(replyOutput.parse(await answer.json())).toEqual(
    await desk.as('ada').replies.get({ ticketId, replyId: reply?.id as string }),
  )
  const document = (await (await desk.request('ada', 'GET', '/openapi.json')).json()) as {
    paths: Record<string, { get?: { responses: Record<string, unknown> } }>
  }
  const path = document.paths['/tickets/{ticketId}/replies/{replyId}/pinned']
  expect(JSON.stringify(path?.get?.responses['200'])).toContain('#/components/schemas/Reply"')
  await desk.close()
})
