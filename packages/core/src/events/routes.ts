import { page } from '../http/outputs.ts'
import { route } from '../http/route.ts'
import { deadListInput, deadRetryInput } from '../jobs/dead.ts'
import { historyListInput } from './history.ts'
import { deadWorkOutput, loggedEventOutput } from './outputs.ts'

const tag = 'Deliveries'

export const eventRoutes = [
  route({
    method: 'GET',
    path: '/events',
    operationId: 'history.list',
    summary: 'List the events of all tickets and those without a ticket, newest first',
    tag: 'History',
    permission: 'event.read',
    input: historyListInput,
    status: 200,
    response: page(loggedEventOutput),
    handler: (call, { input }) => call.core.history.list(input),
  }),
  route({
    method: 'GET',
    path: '/deliveries/dead',
    operationId: 'deliveries.dead',
    summary: 'List deliveries and jobs that gave up, newest first',
    tag,
    permission: 'delivery.read',
    input: deadListInput,
    status: 200,
    response: page(deadWorkOutput),
    handler: (call, { input }) => call.core.deliveries.dead(input),
  }),
  route({
    method: 'POST',
    path: '/deliveries/:id/retry',
    operationId: 'deliveries.retry',
    summary: 'Run one of them again',
    tag,
    permission: 'delivery.retry',
    input: deadRetryInput,
    status: 204,
    handler: (call, { input }) => call.core.deliveries.retry(input),
  }),
]
