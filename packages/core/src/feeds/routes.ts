import { z } from 'zod'
import { named, time } from '../http/outputs.ts'
import { route } from '../http/route.ts'
import { feedSkipInput } from './failing.ts'

const tag = 'Feeds'

const failingFeedOutput = named(
  'FailingFeed',
  z.object({
    name: z.string(),
    attempts: z.int(),
    lastError: z.string().nullable(),
    retryAt: time,
    event: z.object({
      id: z.uuid(),
      type: z.string(),
      ticketId: z.uuid().nullable(),
      createdAt: time,
    }),
  }),
)

export const feedRoutes = [
  route({
    method: 'GET',
    path: '/feeds/failing',
    operationId: 'feeds.failing',
    summary: 'List the feeds of plugins that fail at an event of this tenant',
    tag,
    permission: 'feed.read',
    status: 200,
    response: z.object({ data: z.array(failingFeedOutput) }),
    handler: (call) => call.core.feeds.failing(),
  }),
  route({
    method: 'POST',
    path: '/feeds/skip',
    operationId: 'feeds.skip',
    summary: 'Let a feed skip the event at which it fails',
    tag,
    permission: 'feed.skip',
    input: feedSkipInput,
    status: 204,
    handler: (call, { input }) => call.core.feeds.skip(input),
  }),
]
