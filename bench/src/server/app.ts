/** What is measured, whatever is behind it. */
export interface BenchApp {
  readonly fetch: (request: Request) => Response | Promise<Response>
  /** Closes its connections to the database. */
  close(): Promise<void>
}
