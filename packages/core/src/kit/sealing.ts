/**
 * Encrypts and authenticates text that a client gets and sends back, such as cursors and links, with
 * AES-256-GCM. HKDF-SHA-256 derives the keys of each purpose from the host's secret.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5869 (HKDF), https://doi.org/10.6028/NIST.SP.800-38D (GCM)
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** The secret that seals, then the older ones, which only unseal. */
export type Secrets = readonly [current: string, ...previous: string[]]

export interface SealOptions {
  /** What the text belongs to, such as a tenant or a list. `unseal` needs the same. Default: the empty string. */
  readonly context?: string
  /** The same text and context give the same result, so that answers can be compared. Default false. */
  readonly repeatable?: boolean
}

/** Seals text for one purpose. It opens nothing that was sealed for another purpose. */
export interface Sealer {
  /** Returns base64url of the nonce (12 bytes), the encrypted text (as long as in UTF-8) and the tag (16 bytes). */
  seal(text: string, options?: SealOptions): string
  /** Returns the text, or `null` for what was not sealed with this purpose, context and one of the secrets. */
  unseal(sealed: string, options?: Pick<SealOptions, 'context'>): string | null
}

interface Keys {
  readonly encryption: Uint8Array
  /** For the nonces of repeatable results. A key must not serve two algorithms. */
  readonly nonce: Uint8Array
}

const algorithm = 'aes-256-gcm'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

export function createSealer([current, ...previous]: Secrets, purpose: string): Sealer {
  const sealing = deriveKeys(current, purpose)
  const opening = [sealing, ...previous.map((secret) => deriveKeys(secret, purpose))]
  return {
    seal(text, { context = '', repeatable = false } = {}) {
      const nonce = repeatable ? nonceFor(sealing, context, text) : randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, sealing.encryption, nonce)
      cipher.setAAD(Buffer.from(context))
      const sealed = [cipher.update(text, 'utf8'), cipher.final()]
      return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64url')
    },
    unseal(sealed, { context = '' } = {}) {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.byteLength < nonceBytes + tagBytes) return null
      // Node also decodes other encodings of the same bytes. Only one of them is valid.
      if (bytes.toString('base64url') !== sealed) return null
      for (const keys of opening) {
        const text = decrypt(keys, context, bytes)
        if (text !== null) return text
      }
      return null
    },
  }
}

function deriveKeys(secret: string, purpose: string): Keys {
  const bytes = new Uint8Array(hkdfSync('sha256', secret, '', `deskhand:${purpose}`, 2 * keyBytes))
  return { encryption: bytes.subarray(0, keyBytes), nonce: bytes.subarray(keyBytes) }
}

/** Derives the nonce from context and text: GCM is broken when two different texts share a nonce. */
function nonceFor({ nonce }: Keys, context: string, text: string): Uint8Array {
  const all = JSON.stringify([context, text])
  return createHmac('sha256', nonce).update(all).digest().subarray(0, nonceBytes)
}

function decrypt({ encryption }: Keys, context: string, sealed: Buffer): string | null {
  const nonce = sealed.subarray(0, nonceBytes)
  const decipher = createDecipheriv(algorithm, encryption, nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-tagBytes))
  const text = decipher.update(sealed.subarray(nonceBytes, -tagBytes), undefined, 'utf8')
  try {
    return text + decipher.final('utf8')
  } catch {
    return null
  }
}
