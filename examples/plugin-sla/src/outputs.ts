import { named, time } from '@deskhand/core/plugin'
import { z } from 'zod'
import { slaStates } from './state.ts'

export const slaOutput = named(
  'Sla',
  z.object({
    state: z.enum(slaStates),
    dueAt: time.describe('Until when the first answer was promised.'),
    metAt: time.nullable().describe('When it came.'),
  }),
)
