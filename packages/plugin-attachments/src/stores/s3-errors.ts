/**
 * What S3 says, in the words of the port.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
import { StoreError } from './port.ts'

const misconfigured: Readonly<Record<string, string>> = {
  NoSuchBucket: 'There is no such bucket.',
  AccessDenied: 'The credentials may not do this. See the list of actions at s3().',
  ExpiredToken: 'The credentials have expired.',
  InvalidAccessKeyId: 'The access key is not known.',
  InvalidToken: 'The session token is not known.',
  SignatureDoesNotMatch: 'The secret key is wrong.',
  RequestTimeTooSkewed: 'The clock of this machine is wrong.',
  CredentialsProviderError: 'There are no credentials.',
  PermanentRedirect: "The bucket is in another region. Set the client's region to the bucket's.",
  AuthorizationHeaderMalformed:
    "The bucket is in another region. Set the client's region to the bucket's.",
}
const full = new Set(['QuotaExceeded', 'XMinioStorageFull', 'EntityTooLarge'])
const network = /^(ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/

interface ServiceError {
  readonly name?: string
  readonly message?: string
  readonly code?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

/** Runs requests to S3 and throws `StoreError` where S3, or the way to it, failed them. */
export async function asStoreError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw told(error)
  }
}

function told(error: unknown): unknown {
  const { name = '', message = '', code = '', $metadata } = (error ?? {}) as ServiceError
  const status = $metadata?.httpStatusCode
  const detail = `S3: ${name}: ${message}`.slice(0, 500)
  if (name === 'NoSuchKey' || name === 'NotFound') return new StoreError('not_found', detail, error)
  const advice = misconfigured[name]
  if (advice !== undefined) return new StoreError('misconfigured', `${detail} ${advice}`, error)
  if (full.has(name) || status === 507) return new StoreError('full', detail, error)
  if (status === 301) {
    return new StoreError('misconfigured', `${detail} ${misconfigured.PermanentRedirect}`, error)
  }
  const isPassing =
    name === 'TimeoutError' || network.test(code) || status === 429 || (status ?? 0) >= 500
  if (isPassing) return new StoreError('unavailable', detail, error)
  if (status !== undefined && status >= 400) return new StoreError('misconfigured', detail, error)
  return error
}
