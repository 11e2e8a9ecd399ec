/** Schemas of answers, for the documentation. */
import { named, page, personOutput, time } from '@deskhand/core/plugin'
import { z } from 'zod'
import { scanStates } from './schema.ts'

export const attachmentOutput = named(
  'Attachment',
  z.object({
    id: z.uuid(),
    ticketId: z.uuid().nullable().describe('`null` for a draft.'),
    replyId: z.uuid().nullable().describe('The reply it came with.'),
    audience: z.enum(['public', 'internal']),
    name: z.string(),
    size: z.int().describe('In bytes.'),
    type: z.string().describe('What the bytes say it is.'),
    declaredType: z.string().nullable().describe('What the upload said; never trusted.'),
    sha256: z.string().length(64),
    state: z.enum(scanStates),
    isServed: z.boolean().describe('Whether it can be downloaded as it stands.'),
    isInline: z.boolean().describe('Whether a browser may show it in place.'),
    uploadedBy: personOutput,
    createdAt: time,
    attachedAt: time.nullable(),
    deletedAt: time.nullable(),
    scanDetail: z.string().nullable().optional().describe('For those who may release it.'),
    releasedAt: time.nullable().optional().describe('For those who may release it.'),
  }),
)

export const attachmentPage = page(attachmentOutput)

export const linkOutput = z.object({ url: z.string(), expiresAt: time })

export const usageOutput = z.object({ files: z.int(), bytes: z.int() })
