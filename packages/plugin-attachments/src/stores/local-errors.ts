/** What the file system says, in the words of the port. */
import { StoreError } from './port.ts'

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const misconfigured = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ELOOP'])
const passing = new Set(['EIO', 'EMFILE', 'ENFILE', 'EBUSY', 'ESTALE', 'ETIMEDOUT', 'EAGAIN'])

/** Other errors, such as those of a body that broke off, are given back as they are. */
export function localError(error: unknown): unknown {
  const { code } = (error ?? {}) as { code?: string }
  if (code === undefined || error instanceof StoreError) return error
  if (code === 'ENOENT') return new StoreError('not_found', 'There is no such file.', error)
  if (full.has(code)) {
    return new StoreError('full', `There is no room left for files (${code}).`, error)
  }
  if (misconfigured.has(code)) {
    const detail = `The directory of files can't be used (${code}). Check its owner and mode.`
    return new StoreError('misconfigured', detail, error)
  }
  if (!passing.has(code)) return error
  return new StoreError('unavailable', `The disk does not answer (${code}).`, error)
}
