/** Texts that are handed out and come back, which nobody else can read or make: AES-256-GCM. */
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'

export interface Seal {
  /** The first of several seals; each of them opens. */
  readonly secrets: string | readonly string[]
  /** What is sealed: a text sealed for one purpose is none for another. */
  readonly purpose: string
  /** What it belongs to, such as a tenant or a list. */
  readonly context: string
  /** The same text is sealed the same way each time, so that answers with it can be compared. */
  readonly repeatable?: boolean
}

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** In base64url, 28 bytes longer than the text. */
export function seal({ secrets, purpose, context, repeatable }: Seal, text: string): string {
  const [secret = ''] = listOf(secrets)
  const key = keyOf(secret, purpose)
  const nonce = repeatable ? nonceFor(key, context, text) : randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(context))
  const sealed = [cipher.update(text), cipher.final()]
  return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64url')
}

/** Null for what was not sealed for this, with one of these secrets. */
export function unseal({ secrets, purpose, context }: Seal, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  // What is not written as `seal` writes it decodes as well.
  if (bytes.length < nonceBytes + tagBytes || bytes.toString('base64url') !== sealed) return null
  for (const secret of listOf(secrets)) {
    try {
      const nonce = bytes.subarray(0, nonceBytes)
      const decipher = createDecipheriv(algorithm, keyOf(secret, purpose), nonce)
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-tagBytes))
      const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8')
      return text + decipher.final('utf8')
    } catch {
      // Sealed with another secret, or not by us.
    }
  }
  return null
}

/** A function of all that is sealed, so that no two different texts share one. */
function nonceFor(key: Buffer, context: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${context}\n${text}`).digest().subarray(0, nonceBytes)
}

function listOf(secrets: string | readonly string[]): readonly string[] {
  return typeof secrets === 'string' ? [secrets] : secrets
}

const keys = new Map<string, Buffer>()

function keyOf(secret: string, purpose: string): Buffer {
  const material = `${purpose}\n${secret}`
  const key = keys.get(material) ?? createHash('sha256').update(material).digest()
  keys.set(material, key)
  return key
}
