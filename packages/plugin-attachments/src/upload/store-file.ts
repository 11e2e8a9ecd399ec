/** One file from its first byte to the store, or to nowhere at all. */
import { createHash } from 'node:crypto'
import { and, eq } from '@deskhand/core/db'
import type { Call } from '@deskhand/core/plugin'
import { sizeMismatch, toldStoreError } from '../errors.ts'
import type { Settings } from '../options.ts'
import { blobs } from '../schema.ts'
import { checkExtensions, detect } from '../types/detect.ts'
import { cleanName } from '../types/names.ts'
import type { ByteSource } from '../types.ts'
import { createMeter } from './meter.ts'
import { paced } from './paced.ts'

/** What is known of a file once it is stored. */
export interface StoredFile {
  readonly key: string
  readonly name: string
  readonly size: number
  readonly type: string
  readonly declaredType: string | null
  readonly isInline: boolean
  readonly sha256: string
}

export interface IncomingFile {
  readonly name: string
  readonly body: ByteSource
  readonly type?: string | undefined
  readonly size?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Streams a file into the store. Its blob is `writing` until a transaction makes it `held`; whatever
 * fails before is undone here, or by the sweep if this process dies.
 */
export async function storeFile(
  call: Call,
  settings: Settings,
  { name: givenName, body, type: declaredType, size: declaredSize, signal }: IncomingFile,
): Promise<StoredFile> {
  if (call.inTransaction) {
    throw new TypeError('Upload files before the transaction: a slow one would hold it open.')
  }
  const { store, limits, types, pace } = settings
  const givenClean = cleanName(givenName)
  checkExtensions(givenClean, types)
  const key = newKey(call)
  const meter = createMeter(limits.fileBytes)
  await call.db
    .insert(blobs)
    .values({ key, tenantId: call.tenantId, state: 'writing', size: 0, since: call.now() })
  try {
    await store.put(key, meter.through(paced(body, pace, signal)), { signal })
    const { size } = meter
    if (declaredSize !== undefined && declaredSize !== size) throw sizeMismatch(declaredSize, size)
    const { name, type, isInline } = await detect(givenClean, meter.sample, types)
    return {
      key,
      name,
      size,
      type,
      isInline,
      declaredType: declaredType?.toWellFormed().replaceAll('\0', '').slice(0, 255) ?? null,
      sha256: meter.sha256(),
    }
  } catch (error) {
    await dropFile(call, settings, key)
    throw toldStoreError(error)
  }
}

/** Removes a blob that came to nothing. What can't be removed now is left to the sweep. */
export async function dropFile(call: Call, settings: Settings, key: string): Promise<void> {
  try {
    const isOurs = and(eq(blobs.key, key), eq(blobs.state, 'writing'))
    const [doomed] = await call.db
      .update(blobs)
      .set({ state: 'doomed', since: call.now() })
      .where(isOurs)
      .returning({ key: blobs.key })
    // After a commit whose answer was lost the file is held, and stays.
    if (!doomed) return
    await settings.store.delete(key)
    await call.db.delete(blobs).where(eq(blobs.key, key))
  } catch (error) {
    settings.logger.warn('a refused upload is left to the sweep', { key, error })
  }
}

/** Opaque: nothing of it comes from the person, and a tenant's name can't be read from it. */
function newKey(call: Call): string {
  const tenant = createHash('sha256').update(call.tenantId).digest('hex').slice(0, 16)
  const id = call.newId()
  return `${tenant}/${id.slice(-2)}/${id}`
}
