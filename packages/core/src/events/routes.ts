import { z } from 'zod'
import { page } from '../http/outputs.ts'
import { route } from '../http/route.ts'
import { pageInput } from '../kit/pagination.ts'
import { id } from '../kit/validation.ts'
import { deadWorkOutput } from './outputs.ts'

const tag = 'Deliveries'

export const eventRoutes = [
  route({
    method: 'GET',
    path: '/deliveries/dead',
    operationId: 'deliveries.dead',
    summary: 'List deliveries and jobs that gave up, newest first',
    tag,
    permission: 'delivery.read',
    query: z.strictObject(pageInput),
    status: 200,
    response: page(deadWorkOutput),
    handler: (call, { query }) => call.core.deliveries.dead(query),
  }),
  route({
    method: 'POST',
    path: '/deliveries/:id/retry',
    operationId: 'deliveries.retry',
    summary: 'Run one of them again',
    tag,
    permission: 'delivery.retry',
    params: z.strictObject({ id: id() }),
    status: 204,
    handler: (call, { params }) => call.core.deliveries.retry(params),
  }),
]
