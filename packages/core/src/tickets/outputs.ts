import { z } from 'zod'
import { named, time } from '../http/outputs.ts'
import { personOutput } from '../people/outputs.ts'
import { priorities, statuses } from './lifecycle.ts'

const metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
const agentSide = 'On the agent side only.'

const summary = {
  id: z.uuid(),
  number: z.int().describe('Counts up within a tenant; gaps are possible.'),
  subject: z.string(),
  status: z.enum(statuses).describe('As the asking person sees it.'),
  priority: z.enum(priorities),
  category: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  requester: personOutput,
  createdBy: personOutput,
  assignee: personOutput.nullable(),
  organisationId: z.string().nullable(),
  followUpOfId: z.uuid().nullable(),
  reopenCount: z.int(),
  createdAt: time,
  updatedAt: time,
  firstResponseAt: time.nullable(),
  resolvedAt: time.nullable(),
  closedAt: time.nullable(),
  waitingSince: time.nullable().describe('Since when the oldest unanswered message waits.'),
  allowedTransitions: z.array(z.enum(statuses)).describe('Where the asking person may move it to.'),
  version: z.int().describe('Counts the changes the asking person can see; also the ETag.'),
  side: z.enum(['agent', 'customer']).describe('Where the asking person stands on this ticket.'),
  teamId: z.string().nullable().optional().describe(agentSide),
  metadata: metadata.optional().describe(agentSide),
  spamAt: time.nullable().optional().describe(agentSide),
  deletedAt: time.nullable().optional().describe(agentSide),
  deletedBy: personOutput.nullable().optional().describe(agentSide),
}

export const ticketSummaryOutput = named('TicketSummary', z.object(summary))

export const ticketOutput = named(
  'Ticket',
  z.object({
    ...summary,
    description: z.string().describe('Markdown, as written.'),
    descriptionHtml: z
      .string()
      .describe('The same, or the mail that it came from; sanitised by the server.'),
  }),
)

export const bulkOutput = named(
  'BulkResults',
  z.object({
    results: z.array(
      z.union([
        z.object({ ticketId: z.uuid(), ok: z.literal(true) }),
        z.object({
          ticketId: z.uuid(),
          ok: z.literal(false),
          status: z.int(),
          code: z.string(),
          detail: z.string(),
        }),
      ]),
    ),
  }),
)
