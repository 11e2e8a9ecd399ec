import { z } from 'zod'
import { named, time } from '../http/outputs.ts'

export const categoryOutput = named(
  'Category',
  z.object({
    id: z.uuid(),
    name: z.string(),
    description: z.string().nullable(),
    archivedAt: time.nullable(),
  }),
)
