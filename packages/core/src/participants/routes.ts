import { z } from 'zod'
import { route } from '../http/route.ts'
import { hostId, id } from '../kit/validation.ts'
import { participantOutput } from './outputs.ts'
import { participantAddInput } from './service.ts'

const tag = 'Participants'
const params = z.strictObject({ ticketId: id() })

export const participantRoutes = [
  route({
    method: 'GET',
    path: '/tickets/:ticketId/participants',
    operationId: 'participants.list',
    summary: 'List who follows the public part of a ticket',
    tag,
    permission: 'ticket.read',
    params,
    status: 200,
    response: z.object({ data: z.array(participantOutput) }),
    handler: (call, { params }) => call.core.participants.list(params),
  }),
  route({
    method: 'POST',
    path: '/tickets/:ticketId/participants',
    operationId: 'participants.add',
    summary: 'Put somebody in copy, by id or by email address',
    tag,
    permission: 'participant.manage',
    params,
    body: participantAddInput.omit({ ticketId: true }),
    status: 201,
    response: participantOutput,
    handler: (call, { params, body }) => call.core.participants.add({ ...body, ...params }),
  }),
  route({
    method: 'DELETE',
    path: '/tickets/:ticketId/participants/:personId',
    operationId: 'participants.remove',
    summary: 'Take somebody off the copy list; anyone may take themselves off',
    tag,
    permission: 'ticket.read',
    params: z.strictObject({ ticketId: id(), personId: hostId() }),
    status: 204,
    handler: (call, { params }) => call.core.participants.remove(params),
  }),
]
