/** The host's logger and metrics, such that a throw of theirs does not end background work. */
import type { Logger, Metrics } from './ports.ts'

export function safeLogger(logger: Logger): Logger {
  return {
    debug: guarded((...line) => logger.debug(...line)),
    info: guarded((...line) => logger.info(...line)),
    warn: guarded((...line) => logger.warn(...line)),
    error: guarded((...line) => logger.error(...line)),
  }
}

export function safeMetrics(metrics: Metrics): Metrics {
  return {
    count: guarded((...sample) => metrics.count(...sample)),
    duration: guarded((...sample) => metrics.duration(...sample)),
  }
}

function guarded<Arguments extends readonly unknown[]>(
  report: (...given: Arguments) => void,
): (...given: Arguments) => void {
  return (...given) => {
    try {
      report(...given)
    } catch {
      // There is nobody left to tell.
    }
  }
}
