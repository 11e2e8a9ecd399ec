import { z } from 'zod'
import { named } from '../http/outputs.ts'
import { roles } from './types.ts'

export const personOutput = named(
  'Person',
  z.object({
    id: z.string(),
    name: z.string(),
    avatarUrl: z.string().nullable(),
    email: z.string().nullable().optional(),
    role: z.enum(roles).nullable().optional(),
    organisationId: z.string().nullable().optional(),
    organisationName: z.string().nullable().optional(),
  }),
)
