import { z } from 'zod'
import { ticketEventOutput } from '../events/outputs.ts'
import { named } from '../http/outputs.ts'

export const streamedEventOutput = named(
  'StreamedEvent',
  ticketEventOutput.extend({
    ticketId: z.uuid(),
    version: z.int().describe('Of the ticket, as the reader counts it, when this was sent.'),
  }),
)
