/**
 * Download links, which work for five minutes without a session. The token of a link is sealed by core and
 * names the person, the file and its disposition. The rights of the person are checked when the link is used.
 */
import { hostId, id, type Sealer } from '@deskhand/core/plugin'
import { z } from 'zod'
import { attachmentNotFound } from '../errors.ts'

export const linkLifetimeMs = 5 * 60_000

const linkSchema = z.strictObject({
  tenantId: hostId(),
  ticketId: id(),
  attachmentId: id(),
  disposition: z.enum(['attachment', 'inline']),
  expiresAt: z.int(),
  /** As much of the person as decides what they see. Used only if the host cannot say who they are now. */
  actor: z.strictObject({
    id: hostId(),
    role: z.enum(['customer', 'agent', 'supervisor', 'admin']),
    organisationId: hostId().nullish(),
    teams: z.array(hostId()).max(1_000).optional(),
  }),
})

type Link = z.output<typeof linkSchema>

export function sealLink(links: Sealer, link: Link): string {
  return links.seal(JSON.stringify(link))
}

/** Throws `not_found` (404) for a forged or expired token. */
export function openLink(links: Sealer, token: string, now: Date): Link {
  const text = links.unseal(token)
  if (text === null) throw attachmentNotFound()
  const link = linkSchema.parse(JSON.parse(text))
  if (link.expiresAt <= now.getTime()) throw attachmentNotFound()
  return link
}
