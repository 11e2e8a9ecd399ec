import { z } from 'zod'
import { pageInput } from '../kit/pagination.ts'
import { id, prose } from '../kit/validation.ts'
import { statuses } from '../tickets/lifecycle.ts'
import { audiences } from './audience.ts'

const include = z.array(z.string().max(64)).max(20).optional()

export const replyCreateInput = z.strictObject({
  ticketId: id(),
  body: prose(65_536),
  audience: z.enum(audiences).optional(),
  status: z.enum(statuses).optional(),
})

export const replyGetInput = z.strictObject({ ticketId: id(), replyId: id(), include })

export const replyListInput = z.strictObject({
  ...pageInput,
  ticketId: id(),
  order: z.enum(['asc', 'desc']).default('asc'),
  include,
})
