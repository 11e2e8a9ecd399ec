import { z } from 'zod'
import { pageInput } from '../kit/pagination.ts'
import { id, prose } from '../kit/validation.ts'
import { statuses } from '../tickets/lifecycle.ts'
import { mailHtml } from '../tickets/received.ts'
import { audiences } from './audience.ts'

const include = z.array(z.string().max(64)).max(20).optional()

export const replyCreateInput = z.strictObject({
  ticketId: id(),
  body: prose(65_536),
  audience: z.enum(audiences).optional(),
  status: z.enum(statuses).optional(),
  assign: z.literal('me').optional(),
})

/** Apart from the input, so that nothing of it comes over HTTP. */
export const receivedReply = z.strictObject({
  automatic: z.boolean().optional(),
  bodyHtml: mailHtml.optional(),
  sentAt: z
    .date()
    .min(new Date('1970-01-01T00:00:00Z'))
    .max(new Date('9999-12-31T23:59:59.999Z'))
    .optional(),
})
/** With the HTML sanitised. */
export type ReceivedFacts = z.output<typeof receivedReply>

export const replyGetInput = z.strictObject({ ticketId: id(), replyId: id(), include })

export const replyListInput = z.strictObject({
  ...pageInput,
  ticketId: id(),
  order: z.enum(['asc', 'desc']).default('asc'),
  include,
})
