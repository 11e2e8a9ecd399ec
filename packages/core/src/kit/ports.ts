/** What the host may plug in to watch the helpdesk. */

export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
}

export interface Metrics {
  /** Adds to a counter, such as `deskhand_http_requests_total`. */
  count(name: string, labels: Readonly<Record<string, string>>, by?: number): void
  /** Records a duration in milliseconds, such as `deskhand_http_request_ms`. */
  duration(name: string, labels: Readonly<Record<string, string>>, ms: number): void
}

/** Warnings and errors on the console, nothing else. */
export const consoleLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: (message, fields) => console.warn(`deskhand: ${message}`, ...(fields ? [fields] : [])),
  error: (message, fields) => console.error(`deskhand: ${message}`, ...(fields ? [fields] : [])),
}

export const noMetrics: Metrics = { count: () => {}, duration: () => {} }
