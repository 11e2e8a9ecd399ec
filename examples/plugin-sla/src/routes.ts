import { route } from '@deskhand/core/plugin'
import { z } from 'zod'
import { slaOutput } from './outputs.ts'
import { slaOf, slaTarget } from './service.ts'

export const slaRoutes = [
  route({
    method: 'GET',
    path: '/tickets/:ticketId',
    operationId: 'sla.of',
    summary: 'Until when a first answer was promised',
    tag: 'SLA',
    permission: 'sla:read',
    input: slaTarget,
    status: 200,
    response: z.object({ sla: slaOutput.nullable() }),
    handler: (call, { ticket }) => slaOf(call, ticket),
  }),
]
