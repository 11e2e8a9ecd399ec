/** What is said about a request when it is over: two metrics, and lines in the log. */
import type { HelpdeskError } from '../kit/errors.ts'
import type { Logger, Metrics } from '../kit/ports.ts'

export interface Observed {
  readonly requestId: string
  readonly method: string
  /** The route's `operationId`, or `none` for a path without one. */
  readonly operation: string
  readonly status: number
  readonly ms: number
}

export function observe(ports: { logger: Logger; metrics: Metrics }, observed: Observed): void {
  const { operation, status, ms } = observed
  const labels = { operation, status: String(status) }
  safely(() => {
    ports.metrics.count('deskhand_http_requests_total', labels)
    ports.metrics.duration('deskhand_http_request_ms', labels, ms)
  })
  safely(() => ports.logger.debug('request', { ...observed }))
}

/**
 * Failures of the server go to the log whole; what a caller did wrong does not. `code` is that of the
 * problem the caller was told, such as `busy`, or `storage_unavailable` of a plugin.
 */
export function logFailure(
  logger: Logger,
  { status, code }: Pick<HelpdeskError, 'status' | 'code'>,
  error: unknown,
  fields: { requestId: string; operation: string },
): void {
  safely(() => {
    if (status === 503) {
      logger.warn('a request could not be served for now', { ...fields, code, error })
    } else if (status >= 500) logger.error('a request failed', { ...fields, code, error })
  })
}

/** A host's logger or metrics that throw must not take the answer with them. */
function safely(say: () => void): void {
  try {
    say()
  } catch (error) {
    console.error('deskhand: a logger or metrics port threw', error)
  }
}
