import { z } from 'zod'
import { named, time } from '../http/outputs.ts'
import { personOutput } from '../people/outputs.ts'
import { audiences } from '../replies/audience.ts'
import { vias } from './via.ts'

export const ticketEventOutput = named(
  'TicketEvent',
  z.object({
    id: z.uuid(),
    type: z.string(),
    actor: personOutput,
    about: personOutput.nullable(),
    audience: z.enum(audiences),
    data: z.record(z.string(), z.unknown()),
    createdAt: time,
  }),
)

export const loggedEventOutput = named(
  'LoggedEvent',
  ticketEventOutput.extend({
    ticketId: z.uuid().nullable(),
    via: z.enum(vias),
    causeId: z.uuid().nullable().describe('The event whose delivery led to this one.'),
  }),
)

export const deadWorkOutput = named(
  'DeadWork',
  z.object({
    id: z.uuid(),
    kind: z.enum(['delivery', 'job']),
    name: z.string(),
    attempts: z.int(),
    lastError: z.string().nullable(),
    createdAt: time,
  }),
)
