/** A helpdesk with a plugin whose routes answer in every way there is. */

import { z } from 'zod'
import { Busy } from '../../src/db/errors.ts'
import { type Route, route } from '../../src/http/route.ts'
import { HelpdeskError } from '../../src/kit/errors.ts'
import { openHelpdesk } from './helpdesk.ts'
import { memoryLogger, probe, probeRoute } from './http.ts'
import { person } from './people.ts'
import { engines } from './storages.ts'

export const unknownId = '0190a1b2-0000-7000-8000-000000000000'

/** What the test has seen, and how the host is to behave. */
export const watched = {
  logger: memoryLogger(),
  counted: [] as Record<string, string>[],
  /** Streams that were let go unread. */
  letGo: 0,
  isSessionStoreDown: false,
  areMetricsDown: false,
}

const routes: Route[] = [
  route({ ...probeRoute, handler: (call) => ({ actor: call.actor.id, via: call.via }) }),
  route({
    ...probeRoute,
    path: '/open',
    operationId: 'probe.open',
    permission: 'public',
    handler: (call) => ({ actor: call.actor }),
  }),
  route({
    ...probeRoute,
    path: '/fails/:how',
    operationId: 'probe.fails',
    handler: (_, { params }) => {
      const { how } = params as { how: string }
      if (how === 'busy') throw new Busy('locked')
      if (how === 'away') {
        throw new HelpdeskError({ code: 'printer_away', status: 503, detail: 'Out of paper.' })
      }
      if (how === 'text') throw 'a string with a secret'
      throw new Error('a secret')
    },
  }),
  route({
    ...probeRoute,
    path: '/file',
    operationId: 'probe.file',
    handler: () =>
      new Response('bytes', {
        status: 206,
        headers: { 'content-type': 'text/plain', 'cache-control': 'private, max-age=60' },
      }),
  }),
  route({
    ...probeRoute,
    path: '/endless',
    operationId: 'probe.endless',
    handler() {
      const cancel = () => {
        watched.letGo += 1
      }
      return new Response(new ReadableStream({ cancel }))
    },
  }),
  route({
    ...probeRoute,
    path: '/elsewhere',
    operationId: 'probe.elsewhere',
    handler: () => Response.redirect('https://files.example/1', 302),
  }),
  route({
    ...probeRoute,
    path: '/tickets/:ticketId',
    operationId: 'probe.onTicket',
    handler: (_, { ticket }) => ({ subject: ticket.subject }),
  }),
  route({
    ...probeRoute,
    method: 'PUT',
    path: '/upload',
    operationId: 'probe.upload',
    rawBody: ['text/plain'],
    bodyLimit: 10,
    handler: async (_, { request }) => ({ text: await request.text() }),
  }),
  route({
    ...probeRoute,
    method: 'POST',
    path: '/echo',
    operationId: 'probe.echo',
    body: z.strictObject({ text: z.string() }),
    handler: (_, { body }) => body,
  }),
]

export type ProbedHelpdesk = Awaited<ReturnType<typeof openProbed>>

export function openProbed() {
  const [sqlite] = engines as [(typeof engines)[number]]
  return openHelpdesk(sqlite, {
    plugins: [probe({ routes })],
    origins: ['https://shop.example'],
    limits: { body: 2_000 },
    logger: watched.logger,
    metrics: {
      count(_, labels) {
        if (watched.areMetricsDown) throw new Error('the metrics are down')
        watched.counted.push({ ...labels })
      },
      duration: () => {},
    },
    authenticate(request) {
      if (watched.isSessionStoreDown) throw new Error('the session store is down')
      const name = request.headers.get('authorization')?.slice('Bearer '.length)
      if (name === 'odd') return { id: 'odd', role: 'system' } as never
      return name ? person(name as 'ada') : null
    },
  })
}
