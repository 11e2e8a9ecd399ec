import { z } from 'zod'
import { named, time } from '../http/outputs.ts'
import { personOutput } from '../people/outputs.ts'
import { ticketOutput } from '../tickets/outputs.ts'
import { audiences } from './audience.ts'

export const replyOutput = named(
  'Reply',
  z.object({
    id: z.uuid(),
    ticketId: z.uuid(),
    audience: z.enum(audiences).describe('`internal` is a note, for the agent side only.'),
    author: personOutput,
    side: z.enum(['agent', 'customer', 'system']),
    body: z.string().describe('Markdown, as written.'),
    bodyHtml: z
      .string()
      .describe('The same, or the mail that it came from; sanitised by the server.'),
    via: z.string(),
    automatic: z
      .boolean()
      .describe(
        'Sent by a machine, such as an out-of-office notice; no answer, and changes no state.',
      ),
    createdAt: time,
    sentAt: time
      .nullable()
      .describe('When the original was sent, as its sender says. Only for display.'),
    editedAt: time.nullable(),
    deletedAt: time.nullable(),
    version: z.int(),
  }),
)

export const replyCreatedOutput = named(
  'ReplyCreated',
  z.union([
    z.object({ reply: replyOutput, followUp: z.null() }),
    z.object({ reply: z.null(), followUp: ticketOutput }),
  ]),
)
