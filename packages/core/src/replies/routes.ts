import { z } from 'zod'
import { page } from '../http/outputs.ts'
import { route } from '../http/route.ts'
import { id } from '../kit/validation.ts'
import { replyCreateInput, replyListInput } from './inputs.ts'
import { replyCreatedOutput, replyOutput } from './outputs.ts'
import type { Reply, ReplyCreated } from './types.ts'

const tag = 'Replies'
const params = z.strictObject({ ticketId: id() })

export const replyRoutes = [
  route({
    method: 'GET',
    path: '/tickets/:ticketId/replies',
    operationId: 'replies.list',
    summary: 'List the replies on a ticket, and the notes if you may see them',
    tag,
    permission: 'ticket.read',
    params,
    query: replyListInput.omit({ ticketId: true }),
    fields: 'reply',
    status: 200,
    response: page(replyOutput),
    handler: (call, { params, query }) => call.core.replies.list({ ...query, ...params }),
  }),
  route({
    method: 'POST',
    path: '/tickets/:ticketId/replies',
    operationId: 'replies.create',
    summary: 'Write a reply or a note',
    tag,
    permission: 'ticket.read',
    params,
    body: replyCreateInput.omit({ ticketId: true }),
    operation: 'reply.create',
    status: 201,
    response: replyCreatedOutput,
    version: ({ reply }: ReplyCreated) => reply?.version,
    location: ({ reply, followUp }: ReplyCreated) =>
      reply ? `/tickets/${reply.ticketId}/replies/${reply.id}` : `/tickets/${followUp.id}`,
    ticketOf: ({ reply, followUp }: ReplyCreated) => reply?.ticketId ?? followUp?.id,
    handler: (call, { params, body }) => call.core.replies.create({ ...body, ...params }),
  }),
  route({
    method: 'GET',
    path: '/tickets/:ticketId/replies/:replyId',
    operationId: 'replies.get',
    summary: 'Read a reply',
    tag,
    permission: 'ticket.read',
    params: z.strictObject({ ticketId: id(), replyId: id() }),
    query: z.strictObject({ include: z.array(z.string()).optional() }),
    fields: 'reply',
    status: 200,
    response: replyOutput,
    version: (reply: Reply) => reply.version,
    handler: (call, { params, query }) => call.core.replies.get({ ...params, ...query }),
  }),
]
