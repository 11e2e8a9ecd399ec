import { type Call, route } from '@deskhand/core/plugin'
import { z } from 'zod'
import { slaOutput } from './outputs.ts'
import { slaTarget } from './service.ts'
import type { SlaApi } from './types.ts'

const slaOf = (call: Call) => call.plugin('sla') as SlaApi

export const slaRoutes = [
  route({
    method: 'GET',
    path: '/tickets/:ticketId',
    operationId: 'sla.of',
    summary: 'Until when a first answer was promised',
    tag: 'SLA',
    permission: 'sla:read',
    params: slaTarget,
    status: 200,
    response: z.object({ sla: slaOutput.nullable() }),
    handler: (call, { params }) => slaOf(call).of(params),
  }),
]
