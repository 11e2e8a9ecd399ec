/** What callers are told when a file is refused, held back or can't be stored. */
import { conflict, HelpdeskError, notFound } from '@deskhand/core/plugin'
import { StoreError } from './stores/port.ts'
import type { ScanState } from './types.ts'

export function fileTooLarge(limit: number): HelpdeskError {
  return new HelpdeskError({
    code: 'file_too_large',
    status: 413,
    detail: `The file is larger than the ${limit} bytes that are accepted.`,
    extra: { limit },
  })
}

export function emptyFile(): HelpdeskError {
  return new HelpdeskError({ code: 'file_empty', status: 400, detail: 'The file has no bytes.' })
}

export function sizeMismatch(declared: number, size: number): HelpdeskError {
  return new HelpdeskError({
    code: 'size_mismatch',
    status: 400,
    detail: `The upload was said to have ${declared} bytes and has ${size}.`,
  })
}

export function uploadBroken(cause: unknown): HelpdeskError {
  return new HelpdeskError({
    code: 'incomplete_body',
    status: 400,
    detail: 'The upload broke off before its end.',
    cause,
  })
}

export function uploadTooSlow(): HelpdeskError {
  return new HelpdeskError({
    code: 'upload_timeout',
    status: 408,
    detail: 'The upload took too long, or no bytes came for a while. Try again.',
  })
}

export function nameRefused(detail: string): HelpdeskError {
  return new HelpdeskError({
    code: 'file_name_refused',
    status: 400,
    detail,
    errors: [{ path: '/name', message: detail }],
  })
}

export function typeRefused(code: string, detail: string): HelpdeskError {
  return new HelpdeskError({ code, status: 415, detail })
}

export function quotaExceeded(limit: number, used: number): HelpdeskError {
  return conflict(
    'ticket_quota_exceeded',
    `The files of a ticket may have ${limit} bytes together; it has ${used} already.`,
    { limit, used },
  )
}

export function tooManyFiles(limit: number): HelpdeskError {
  return conflict('too_many_files', `A ticket may have ${limit} files.`, { limit })
}

export function tooManyDrafts(): HelpdeskError {
  return conflict(
    'too_many_drafts',
    'You have uploaded files that are on no ticket yet. Use or discard some of them first.',
  )
}

export function notClaimable(ids: readonly string[]): HelpdeskError {
  return new HelpdeskError({
    code: 'not_claimable',
    status: 409,
    detail: 'A file is gone, used already, or not yours. Upload it again.',
    errors: [{ path: '/attachments', message: `Not claimable: ${ids.join(', ')}.` }],
  })
}

export const attachmentNotFound = () => notFound('attachment')

/** Why a file is not served. */
export function notServed(state: ScanState): HelpdeskError {
  if (state === 'pending') {
    return conflict('scan_pending', 'The file is still being scanned. Try again in a moment.')
  }
  const details = {
    infected: 'The scanner found malware in this file. An admin can release it.',
    failed: 'The scanner could not look into this file. An admin can release it.',
    unscanned: 'This file was not scanned, because no scanner is configured.',
    clean: '',
  }
  return new HelpdeskError({ code: `file_${state}`, status: 403, detail: details[state] })
}

/** What a caller is told when the store fails; other errors are given back as they are. */
export function toldStoreError(error: unknown): unknown {
  if (!(error instanceof StoreError)) return error
  if (error.code === 'full') {
    return new HelpdeskError({
      code: 'storage_full',
      status: 507,
      detail: 'There is no room for files at the moment. The app’s operators have to make some.',
      cause: error,
    })
  }
  if (error.code === 'not_found') {
    return new HelpdeskError({
      code: 'file_missing',
      status: 500,
      detail: 'The bytes of this file are missing from the store.',
      cause: error,
    })
  }
  // What somebody has to mend is a fault of the server, and is logged as one.
  return new HelpdeskError({
    code: 'storage_unavailable',
    status: error.code === 'unavailable' ? 503 : 500,
    detail: 'Files can’t be stored or read at the moment. Try again later.',
    cause: error,
  })
}
