import { z } from 'zod'
import { named, time } from '../http/outputs.ts'
import { personOutput } from '../people/outputs.ts'

export const participantOutput = named(
  'Participant',
  z.object({ person: personOutput, kind: z.enum(['requester', 'cc']), createdAt: time }),
)
