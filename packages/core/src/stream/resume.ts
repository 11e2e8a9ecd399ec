/**
 * Where a reader of the stream stands, as the `id:` of a message: the position of an event, sealed
 * for one tenant, so that nobody can count what others do.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { Secrets } from '../runtime.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

export function sealPosition(secrets: Secrets, tenantId: string, position: number): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, keyOf(secrets[0]), nonce).setAAD(Buffer.from(tenantId))
  const sealed = [cipher.update(String(position)), cipher.final()]
  return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64url')
}

/** Null for what was not sealed for this tenant, with one of these secrets. */
export function openPosition(secrets: Secrets, tenantId: string, id: string): number | null {
  const bytes = Buffer.from(id, 'base64url')
  if (bytes.length <= nonceBytes + tagBytes) return null
  for (const secret of secrets) {
    try {
      const nonce = bytes.subarray(0, nonceBytes)
      const decipher = createDecipheriv(algorithm, keyOf(secret), nonce)
        .setAAD(Buffer.from(tenantId))
        .setAuthTag(bytes.subarray(-tagBytes))
      const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8')
      return Number(text + decipher.final('utf8'))
    } catch {
      // Sealed with another secret, or not by us.
    }
  }
  return null
}

const keys = new Map<string, Buffer>()

function keyOf(secret: string): Buffer {
  const key = keys.get(secret) ?? createHash('sha256').update(`stream\n${secret}`).digest()
  keys.set(secret, key)
  return key
}
