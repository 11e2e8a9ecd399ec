/** The shapes of answers, for the documentation. */
import { named, personOutput, time } from '@deskhand/core/plugin'
import { z } from 'zod'
import { hexColour } from './colours.ts'
import { tagIcons } from './icons.ts'

const seesAll = 'Only for readers who see all tickets.'
const agentSide = 'On the agent side only.'

const look = {
  id: z.uuid(),
  name: z.string(),
  colour: z.string().regex(hexColour),
  textColour: z.enum(['#000000', '#ffffff']).describe('Has a contrast of 4.5 or more on `colour`.'),
  icon: z.enum(tagIcons).nullable(),
}

export const tagOutput = named(
  'Tag',
  z.object({
    ...look,
    isPublic: z.boolean().describe('Whether customers see it on their tickets.'),
    createdBy: personOutput,
    createdAt: time,
  }),
)

export const countedTagOutput = named(
  'CountedTag',
  z.object({
    ...look,
    isPublic: z.boolean(),
    open: z.int().optional().describe(`Tickets that are neither resolved nor closed. ${seesAll}`),
    total: z.int().optional().describe(seesAll),
  }),
)

export const ticketTagOutput = named(
  'TicketTag',
  z.object({
    ...look,
    isPublic: z.boolean().optional().describe(agentSide),
    addedBy: personOutput.optional().describe(agentSide),
    addedAt: time.optional().describe(agentSide),
  }),
)

export const tagsOfTicketOutput = z.object({ data: z.array(ticketTagOutput) })
export const ticketsOutput = z.object({ tickets: z.int().describe('Tickets that had the tag.') })
