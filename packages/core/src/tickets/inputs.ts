/** What operations on tickets accept. */
import { z } from 'zod'
import { email, hostId, id, line, prose } from '../kit/validation.ts'
import { priorities, statuses } from './lifecycle.ts'

const metadataValue = z.union([line(500), z.number(), z.boolean(), z.null()])

/** At most 50 keys of 64 characters with short scalar values. */
const metadata = z
  .record(z.string().regex(/^[\w.:-]{1,64}$/), metadataValue)
  .refine((value) => Object.keys(value).length <= 50, 'Must have at most 50 keys.')

const target = { ticketId: id(), ifVersion: z.int().min(0).optional() }

export const ticketTarget = z.strictObject(target)

export const ticketCreateInput = z.strictObject({
  subject: line(200),
  description: prose(65_536),
  priority: z.enum(priorities).optional(),
  categoryId: id().nullable().optional(),
  requesterId: hostId().optional(),
  requesterEmail: email().optional(),
  requesterName: line(200).optional(),
  teamId: hostId().nullable().optional(),
  assigneeId: hostId().nullable().optional(),
  metadata: metadata.optional(),
  cc: z.array(hostId()).max(50).optional(),
  followUpOfId: id().optional(),
})

export const ticketUpdateInput = z.strictObject({
  ...target,
  subject: line(200).optional(),
  priority: z.enum(priorities).optional(),
  categoryId: id().nullable().optional(),
  metadata: metadata.optional(),
})

export const transitionInput = z.strictObject({
  ...target,
  status: z.enum(statuses),
  reason: prose(500).optional(),
})

export const assignInput = z.strictObject({ ...target, assigneeId: hostId() })

export const transferInput = z.strictObject({
  ...target,
  teamId: hostId().nullable(),
  assigneeId: hostId().nullable().optional(),
})

const ticketIds = z.array(id()).min(1).max(100)

export const bulkAssignInput = z.strictObject({ ticketIds, assigneeId: hostId().nullable() })

export const bulkTransitionInput = z.strictObject({
  ticketIds,
  status: z.enum(statuses),
  reason: prose(500).optional(),
})

export const ticketGetInput = z.strictObject({
  ticketId: id(),
  include: z.array(z.string().max(64)).max(20).optional(),
})
