import { z } from 'zod'
import { runtimeOf } from '../api/call-internals.ts'
import { eventStream } from '../http/event-stream.ts'
import { route } from '../http/route.ts'
import { id } from '../kit/validation.ts'
import { streamedEventOutput } from './outputs.ts'

export const streamRoutes = [
  route({
    method: 'GET',
    path: '/events/stream',
    operationId: 'events.stream',
    summary: 'Hear of changes to the tickets you may see, as they happen',
    tag: 'Live updates',
    permission: 'ticket.read',
    query: z.strictObject({ ticketId: id().optional() }),
    status: 200,
    response: streamedEventOutput,
    rawResponse: [eventStream],
    async handler(call, { query: { ticketId }, request }) {
      const lastEventId = request.headers.get('last-event-id') || null
      const body = await runtimeOf(call).openStream(call, { request, ticketId, lastEventId })
      return new Response(body, {
        headers: {
          'content-type': eventStream,
          // Compressing would hold messages back, and so would a proxy's buffer.
          'cache-control': 'private, no-store, no-transform',
          'x-accel-buffering': 'no',
        },
      })
    },
  }),
]
