import { z } from 'zod'
import { route } from '../http/route.ts'
import { participantOutput } from './outputs.ts'
import { participantListInput, participantsOf } from './read.ts'
import { participantAddInput, participantRemoveInput } from './write.ts'

const tag = 'Participants'

export const participantRoutes = [
  route({
    method: 'GET',
    path: '/tickets/:ticketId/participants',
    operationId: 'participants.list',
    summary: 'List who follows the public part of a ticket',
    tag,
    permission: 'ticket.read',
    input: participantListInput,
    status: 200,
    response: z.object({ data: z.array(participantOutput) }),
    handler: async (call, { ticket }) => ({ data: await participantsOf(call, ticket) }),
  }),
  route({
    method: 'POST',
    path: '/tickets/:ticketId/participants',
    operationId: 'participants.add',
    summary: 'Put somebody in copy, by id or by email address',
    tag,
    permission: 'participant.manage',
    input: participantAddInput,
    status: 201,
    response: participantOutput,
    handler: (call, { input }) => call.core.participants.add(input),
  }),
  route({
    method: 'DELETE',
    path: '/tickets/:ticketId/participants/:personId',
    operationId: 'participants.remove',
    summary: 'Take somebody off the copy list; anyone may take themselves off',
    tag,
    permission: 'ticket.read',
    input: participantRemoveInput,
    status: 204,
    handler: (call, { input }) => call.core.participants.remove(input),
  }),
]
