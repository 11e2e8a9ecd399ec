/**
 * Links that work for five minutes without a session. A link names the person it was made for, the
 * file and how it is shown; what that person may do is looked up again when it is used.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5869 (HKDF), https://www.rfc-editor.org/rfc/rfc2104 (HMAC)
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { hostId, id } from '@deskhand/core/plugin'
import { z } from 'zod'
import { attachmentNotFound } from '../errors.ts'

export const linkLifetimeMs = 5 * 60_000

const payloadSchema = z.strictObject({
  tenantId: hostId(),
  ticketId: id(),
  attachmentId: id(),
  disposition: z.enum(['attachment', 'inline']),
  expiresAt: z.int(),
  /** As much of the person as decides what they see. */
  actor: z.strictObject({
    id: hostId(),
    role: z.enum(['customer', 'agent', 'supervisor', 'admin']),
    organisationId: hostId().nullish(),
    teams: z.array(hostId()).max(1_000).optional(),
  }),
})

type LinkPayload = z.output<typeof payloadSchema>

export interface LinkSigner {
  sign(payload: LinkPayload): string
  /** Throws `not_found` (404) for what is not a link of ours, or no longer one. */
  verify(token: string, now: Date): LinkPayload
}

/** The first secret signs; links of the others are still good, so a secret can be changed. */
export function createLinkSigner(secrets: readonly string[]): LinkSigner {
  const keys = secrets.map(linkKey)
  return {
    sign(payload) {
      const text = Buffer.from(JSON.stringify(payload)).toString('base64url')
      return `${text}.${mac(keys[0] as Buffer, text).toString('base64url')}`
    },
    verify(token, now) {
      const [text = '', signature = '', ...rest] = token.split('.')
      const given = Buffer.from(signature, 'base64url')
      const isOurs = keys.some((key) => {
        const expected = mac(key, text)
        return given.byteLength === expected.byteLength && timingSafeEqual(given, expected)
      })
      if (!isOurs || rest.length > 0) throw attachmentNotFound()
      const payload = payloadSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
      if (payload.expiresAt <= now.getTime()) throw attachmentNotFound()
      return payload
    },
  }
}

/** A key for this purpose alone. */
function linkKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'deskhand attachment links v1', 32))
}

function mac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
