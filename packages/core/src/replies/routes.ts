import { page } from '../http/outputs.ts'
import { route } from '../http/route.ts'
import { replyCreateInput, replyGetInput, replyListInput } from './inputs.ts'
import { replyCreatedOutput, replyOutput } from './outputs.ts'
import { presentLoaded, repliesOf } from './read.ts'
import type { Reply, ReplyCreated } from './types.ts'

const tag = 'Replies'

export const replyRoutes = [
  route({
    method: 'GET',
    path: '/tickets/:ticketId/replies',
    operationId: 'replies.list',
    summary: 'List the replies on a ticket, and the notes if you may see them',
    tag,
    permission: 'ticket.read',
    input: replyListInput,
    fields: 'reply',
    status: 200,
    response: page(replyOutput),
    handler: (call, { ticket, input }) => repliesOf(call, ticket, input),
  }),
  route({
    method: 'POST',
    path: '/tickets/:ticketId/replies',
    operationId: 'replies.create',
    summary: 'Write a reply or a note',
    tag,
    permission: 'ticket.read',
    input: replyCreateInput,
    operation: 'reply.create',
    status: 201,
    response: replyCreatedOutput,
    version: ({ reply }: ReplyCreated) => reply?.version,
    location: ({ reply, followUp }: ReplyCreated) =>
      reply ? `/tickets/${reply.ticketId}/replies/${reply.id}` : `/tickets/${followUp.id}`,
    ticketOf: ({ reply, followUp }: ReplyCreated) => reply?.ticketId ?? followUp?.id,
    handler: (call, { input }) => call.core.replies.create(input),
  }),
  route({
    method: 'GET',
    path: '/tickets/:ticketId/replies/:replyId',
    operationId: 'replies.get',
    summary: 'Read a reply',
    tag,
    permission: 'ticket.read',
    input: replyGetInput,
    fields: 'reply',
    status: 200,
    response: replyOutput,
    version: (reply: Reply) => reply.version,
    handler: (call, { ticket, reply, input }) => presentLoaded(call, ticket, reply, input.include),
  }),
]
